"""Logs in CloudWatch were deleted, or are no longer forwarded, by somebody who is no pipeline."""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "DeleteLogGroup": "group deleted",
    "DeleteLogStream": "stream deleted",
    "DeleteSubscriptionFilter": "no longer forwarded",
    "DeleteDestination": "destination deleted",
}


def rule(event):
    return is_call(event, "logs.amazonaws.com", WHAT) and not routine(event)


def thing(event):
    call = parameters(event)
    return call.get("logGroupName") or call.get("destinationName") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"log {thing(event)}: {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

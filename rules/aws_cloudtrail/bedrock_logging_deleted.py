"""What models are asked and answer is no longer logged in the region."""

from actors import by_service
from cloudtrail import actor, context, is_call, place, principal

WHAT = {
    "DeleteModelInvocationLoggingConfiguration": "deleted",
}


def rule(event):
    return is_call(event, "bedrock.amazonaws.com", WHAT) and not by_service(event)


def thing(event):

    return event.get("awsRegion") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"logging of Bedrock calls {what} by {actor(event)} in {place(event)}"


def dedup(event):
    return f"{place(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

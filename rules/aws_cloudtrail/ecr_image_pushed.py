"""An image was pushed to a private registry by somebody who is no pipeline."""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "PutImage": "pushed",
}


def rule(event):
    return is_call(event, "ecr.amazonaws.com", WHAT) and not routine(event)


def thing(event):
    call = parameters(event)
    return call.get("repositoryName") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"image {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

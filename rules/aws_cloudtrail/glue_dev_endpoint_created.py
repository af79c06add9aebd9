"""A development endpoint of Glue, a shell with a role of choice, was made or given another key by somebody who
is no pipeline.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "CreateDevEndpoint": "created",
    "UpdateDevEndpoint": "changed",
}


def rule(event):
    return is_call(event, "glue.amazonaws.com", WHAT) and not routine(event)


def thing(event):
    call = parameters(event)
    return call.get("endpointName") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"Glue endpoint {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

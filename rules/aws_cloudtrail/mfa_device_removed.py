"""The second factor of a user was deactivated or deleted. Pipelines are not reported."""

from actors import routine
from cloudtrail import account, actor, context, identity, is_call, parameters

WHAT = {
    "DeactivateMFADevice": "deactivated",
    "DeleteVirtualMFADevice": "deleted",
}


def rule(event):
    return is_call(event, "iam.amazonaws.com", WHAT) and not routine(event)


def thing(event):
    call = parameters(event)
    return call.get("userName") or (call.get("serialNumber") or "").split("/")[-1] or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"MFA device of {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {thing(event)}"


def severity(event):
    own = thing(event) == identity(event).get("userName")
    return "MEDIUM" if own and identity(event).get("type") != "Root" else "HIGH"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

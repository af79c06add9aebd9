"""A document of Systems Manager may be read by every account."""

from actors import by_service
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "ModifyDocumentPermission": "shared with everyone",
}


def rule(event):
    if not is_call(event, "ssm.amazonaws.com", WHAT) or by_service(event):
        return False
    return "all" in (parameters(event).get("accountIdsToAdd") or [])


def thing(event):
    call = parameters(event)
    return call.get("name") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"SSM document {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

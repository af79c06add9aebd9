"""A trust anchor of IAM Roles Anywhere was made or changed by somebody who is no pipeline."""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "CreateTrustAnchor": "created",
    "UpdateTrustAnchor": "changed",
    "EnableTrustAnchor": "enabled",
}


def rule(event):
    return is_call(event, "rolesanywhere.amazonaws.com", WHAT) and not routine(event)


def thing(event):
    call = parameters(event)
    return call.get("name") or call.get("trustAnchorId") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"trust anchor {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

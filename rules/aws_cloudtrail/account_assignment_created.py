"""Somebody, or a group, was given a permission set in an account by somebody who is no pipeline."""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "CreateAccountAssignment": "assigned",
}


def rule(event):
    return is_call(event, "sso.amazonaws.com", WHAT) and not routine(event)


def thing(event):
    call = parameters(event)
    return call.get("targetId") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"access to account {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

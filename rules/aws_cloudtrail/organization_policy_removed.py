"""A service control policy, or another policy of the organisation, was detached or deleted by somebody who is no
pipeline.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "DetachPolicy": "detached",
    "DeletePolicy": "deleted",
    "DisablePolicyType": "switched off as a kind",
}


def rule(event):
    return is_call(event, "organizations.amazonaws.com", WHAT) and not routine(event)


def thing(event):
    call = parameters(event)
    return call.get("policyId") or call.get("policyType") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"organisation policy {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

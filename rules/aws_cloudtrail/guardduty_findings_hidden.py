"""Findings of GuardDuty are archived unseen, addresses are trusted, or findings no longer leave the account.
Pipelines are not reported.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "CreateFilter": "filter made that archives findings",
    "UpdateFilter": "filter changed to archive findings",
    "CreateIPSet": "addresses trusted",
    "UpdateIPSet": "trusted addresses changed",
    "DeletePublishingDestination": "findings no longer exported",
}


def rule(event):
    if not is_call(event, "guardduty.amazonaws.com", WHAT) or routine(event):
        return False
    return (
        str(event.get("eventName")) not in ("CreateFilter", "UpdateFilter")
        or parameters(event).get("action") == "ARCHIVE"
    )


def thing(event):
    call = parameters(event)
    return call.get("name") or call.get("detectorId") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"GuardDuty: {what} ({thing(event)}) by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

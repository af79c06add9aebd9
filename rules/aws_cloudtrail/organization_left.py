"""An account left its organisation, was removed from it, or was closed. An account that tries to leave and may
not counts.
"""

from cloudtrail import account, actor, context, parameters

CALLS = ("LeaveOrganization", "RemoveAccountFromOrganization", "CloseAccount")


def rule(event):
    if event.get("eventSource") != "organizations.amazonaws.com" or event.get("eventName") not in CALLS:
        return False
    return event.get("eventName") == "LeaveOrganization" or not event.get("errorCode")


def member(event):
    return parameters(event).get("accountId") or account(event)


def title(event):
    tried = "tried" if event.get("errorCode") else "used"
    return f"{actor(event)} {tried} {event.get('eventName')} on account {member(event)}"


def dedup(event):
    return f"{member(event)} {event.get('eventName')}"


def severity(event):
    return "HIGH" if event.get("errorCode") else "CRITICAL"


def alert_context(event):
    return context(event, member=member(event), action=event.get("eventName"), refused=event.get("errorCode"))

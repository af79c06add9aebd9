"""A KMS key was scheduled for deletion, disabled, or lost its imported material. What it encrypts cannot be read
any more.

A key that a pipeline or a service schedules or disables is not reported, for stacks come and go.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters

CALLS = ("ScheduleKeyDeletion", "DeleteImportedKeyMaterial", "DisableKey")


def rule(event):
    return is_call(event, "kms.amazonaws.com", CALLS) and not routine(event)


def key(event):
    """The key's id; calls may give its ARN."""
    return (parameters(event).get("keyId") or "?").split("/")[-1]


def days_left(event):
    """Days until the key is gone, or 0 where it is of no use already. Thirty is what AWS takes where none are given."""
    if event.get("eventName") != "ScheduleKeyDeletion":
        return 0
    return parameters(event).get("pendingWindowInDays") or 30


def title(event):
    when = {
        "ScheduleKeyDeletion": f"will be deleted in {days_left(event)} days",
        "DeleteImportedKeyMaterial": "lost its material",
        "DisableKey": "was disabled",
    }
    return f"KMS key {key(event)} {when.get(event.get('eventName'))}, by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {key(event)}"


def severity(event):
    if event.get("eventName") == "DisableKey":
        return "HIGH"
    return "CRITICAL" if days_left(event) <= 7 else "HIGH"


def alert_context(event):
    deletion = (event.get("responseElements") or {}).get("deletionDate")
    return context(event, key=key(event), days_left=days_left(event), deletion_date=deletion)

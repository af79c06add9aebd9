"""A KMS key was scheduled for deletion, or its imported material deleted. What the key encrypts cannot be read again
once it is gone: destruction, or ransom. Until the waiting period ends a scheduled deletion can be cancelled.
"""

from cloudtrail import account, actor, context, is_call, parameters

CALLS = ("ScheduleKeyDeletion", "DeleteImportedKeyMaterial")


def rule(event):
    return is_call(event, "kms.amazonaws.com", CALLS)


def key(event):
    """The key's id; calls may give its ARN."""
    return (parameters(event).get("keyId") or "?").split("/")[-1]


def days_left(event):
    """Days until the key is gone, or 0 where it is of no use already. Thirty is what AWS takes where none are given."""
    if event.get("eventName") == "DeleteImportedKeyMaterial":
        return 0
    return parameters(event).get("pendingWindowInDays") or 30


def title(event):
    left = days_left(event)
    when = f"will be deleted in {left} days" if left else "lost its material"
    return f"KMS key {key(event)} {when}, by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {key(event)}"


def severity(event):
    return "CRITICAL" if days_left(event) <= 7 else "HIGH"


def alert_context(event):
    deletion = (event.get("responseElements") or {}).get("deletionDate")
    return context(event, key=key(event), days_left=days_left(event), deletion_date=deletion)

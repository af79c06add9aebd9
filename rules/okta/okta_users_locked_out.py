"""Ten different users were locked out within an hour: passwords are being sprayed over all names."""

from okta import context, target
from panther_detection_helpers.caching import add_to_string_set

MANY = 10
HOUR = 3600


def rule(event):
    if event.get("eventType") not in ("user.account.lock", "user.account.lock.limit"):
        return False
    locked = target(event, "User") if event.get("target") else str((event.get("actor") or {}).get("alternateId"))
    return len(add_to_string_set("okta-locked-out", locked, epoch_seconds=HOUR)) >= MANY


def title(event):
    return "many Okta users were locked out"


def dedup(event):
    return "okta users locked out"


def alert_context(event):
    return context(event)

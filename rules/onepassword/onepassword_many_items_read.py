"""One person revealed or copied fifty different items within an hour. Filling in forms is not counted."""

from onepassword import context, person
from panther_detection_helpers.caching import add_to_string_set

READ = ("reveal", "secure-copy", "enter-item-edit-mode")
MANY = 50
HOUR = 3600


def rule(event):
    if event.get("action") not in READ or not event.get("item_uuid"):
        return False
    known = add_to_string_set(f"onepassword-read {person(event)}", str(event.get("item_uuid")), epoch_seconds=HOUR)
    return len(known) >= MANY


def title(event):
    return f"{person(event)} read many items of 1Password"


def dedup(event):
    return f"{person(event)}"


def alert_context(event):
    return context(event, vault=event.get("vault_uuid"), action=event.get("action"))

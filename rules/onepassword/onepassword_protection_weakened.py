"""The firewall's rules of the account were changed, or a second factor (of a person, or through Duo) switched
off.
"""

from onepassword import context, person

WHAT = {
    "updatfw": "changed the firewall of 1Password",
    "disblmfa": "switched off a second factor of 1Password",
    "disblduo": "switched off Duo for 1Password",
}


def rule(event):
    return event.get("action") in WHAT and bool(event.get("object_type"))


def title(event):
    return f"{person(event)} {WHAT.get(event.get('action'))}"


def dedup(event):
    return f"{person(event)} {event.get('action')}"


def alert_context(event):
    return context(event, action=event.get("action"), object=event.get("object_type"), target=event.get("object_uuid"))

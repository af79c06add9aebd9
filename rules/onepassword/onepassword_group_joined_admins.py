"""Somebody was added to a group of 1Password with a role in it (manager), or their role in one was changed."""

from onepassword import context, person


def member(event):
    who = event.get("aux_details") or {}
    return who.get("email") or who.get("name") or event.get("aux_uuid") or "somebody"


def rule(event):
    if event.get("object_type") != "gm":
        return False
    # `aux_info` is the role in the group: A for a manager, R for a member.
    return event.get("action") in ("join", "role") and event.get("aux_info") == "A"


def title(event):
    return f"{member(event)} made manager of a 1Password group by {person(event)}"


def dedup(event):
    return f"{member(event)}"


def alert_context(event):
    return context(event, group=event.get("object_uuid"), member=member(event), action=event.get("action"))

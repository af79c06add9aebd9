"""Somebody became owner of an organisation or administrator of the enterprise."""

from github import actor, context, organisation

WHAT = {
    "org.add_member": "owner",
    "org.update_member": "owner",
    "business.add_admin": "administrator of the enterprise",
}


def rule(event):
    return event.get("action") in WHAT and (
        event.get("action") == "business.add_admin" or event.get("permission") in ("admin", "owner")
    )


def title(event):
    what = WHAT.get(event.get("action"))
    return f"{event.get('user')} made {what} of {organisation(event)} by {actor(event)}"


def dedup(event):
    return f"{organisation(event)} {event.get('user')}"


def alert_context(event):
    return context(event)

"""Somebody became owner or administrator of a workspace."""

from slack import actor, context, entity, workspace

WHAT = {
    "role_change_to_owner": "owner",
    "role_change_to_admin": "administrator",
    "owner_transferred": "primary owner",
}


def rule(event):
    return event.get("action") in WHAT


def title(event):
    what = WHAT.get(event.get("action"))
    return f"{entity(event)} made {what} of Slack workspace {workspace(event)} by {actor(event)}"


def dedup(event):
    return f"{entity(event)}"


def alert_context(event):
    return context(event)

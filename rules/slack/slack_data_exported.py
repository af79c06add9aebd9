"""An export of messages was started or downloaded."""

from slack import actor, context, workspace

WHAT = {
    "manual_export_started": "started an export",
    "manual_user_export_started": "started an export of a user",
    "manual_export_downloaded": "downloaded an export",
}


def rule(event):
    return event.get("action") in WHAT


def title(event):
    what = WHAT.get(event.get("action"))
    return f"{actor(event)} {what} of Slack workspace {workspace(event)}"


def dedup(event):
    return f"{actor(event)}"


def alert_context(event):
    return context(event)

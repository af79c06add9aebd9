"""What sends the audit log elsewhere was deleted or changed: perhaps to these rules."""

from github import actor, context, organisation

WHAT = {
    "audit_log_streaming.destroy": "deleted",
    "audit_log_streaming.update": "changed",
}


def rule(event):
    return event.get("action") in WHAT


def title(event):
    what = WHAT.get(event.get("action"))
    return f"streaming of the audit log of {organisation(event)} {what} by {actor(event)}"


def dedup(event):
    return f"{organisation(event)}"


def severity(event):
    return "HIGH" if event.get("action") == "audit_log_streaming.destroy" else "MEDIUM"


def alert_context(event):
    return context(event)

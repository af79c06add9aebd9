"""What sends the system log elsewhere was switched off: perhaps to these rules."""

from okta import actor, context, target, worked

WHAT = {
    "system.log_stream.lifecycle.deactivate": "deactivated",
    "system.log_stream.lifecycle.delete": "deleted",
}


def rule(event):
    return event.get("eventType") in WHAT and worked(event)


def title(event):
    what = WHAT.get(event.get("eventType"))
    return f"Okta log stream {target(event)} {what} by {actor(event)}"


def dedup(event):
    return f"{actor(event)}"


def alert_context(event):
    return context(event)

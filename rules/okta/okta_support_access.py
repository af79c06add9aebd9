"""Okta's support was given access to the organisation, or uses it."""

from okta import actor, context, worked

WHAT = {
    "user.session.impersonation.initiate": "began to act as an administrator",
    "user.session.impersonation.grant": "was granted access",
    "user.session.impersonation.extend": "was granted longer access",
}


def rule(event):
    return event.get("eventType") in WHAT and worked(event)


def title(event):
    what = WHAT.get(event.get("eventType"))
    return f"Okta support {what} ({actor(event)})"


def dedup(event):
    return f"{actor(event)}"


def alert_context(event):
    return context(event)

"""A session began through a proxy that hides where it comes from, and the sign-in worked."""

from okta import actor, address, context, worked


def rule(event):
    if event.get("eventType") not in ("user.session.start", "user.authentication.sso") or not worked(event):
        return False
    return (event.get("securityContext") or {}).get("isProxy") is True


def title(event):
    return f"{actor(event)} signed in to Okta through an anonymiser at {address(event)}"


def dedup(event):
    return f"{actor(event)}"


def alert_context(event):
    return context(event)

"""Twenty sign-ins failed from one address within an hour."""

from gsuite import application, context, first

NAMES = ("login_failure",)


def rule(event):
    return (
        application(event) == "login" and bool(event.get("ipAddress")) and first(event, NAMES).get("name") is not None
    )


def title(event):
    return f"many failed Google sign-ins from {event.get('ipAddress')}"


def dedup(event):
    return f"{event.get('ipAddress')}"


def alert_context(event):
    return context(event, NAMES)

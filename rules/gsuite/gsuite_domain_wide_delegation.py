"""An application was given domain-wide delegation: it may act as any user, within its scopes."""

from gsuite import activities, actor, application, context

NAMES = ("AUTHORIZE_API_CLIENT_ACCESS",)


def matching(event):
    """The record's events that it is about."""
    found = activities(event, NAMES) if application(event) == "admin" else []
    return [one for one in found if matches(one.get("parameters"))]


def matches(given):
    return True


def rule(event):
    return len(matching(event)) > 0


def value(event, *keys):
    """The first of the parameters that the event has."""
    given = matching(event)[0].get("parameters")
    for key in keys:
        if given.get(key):
            return given.get(key)
    return "?"


def title(event):
    return f"application {value(event, 'API_CLIENT_NAME')} let in to all accounts by {actor(event)}"


def dedup(event):
    return f"{value(event, 'API_CLIENT_NAME')}"


def alert_context(event):
    return context(event, NAMES)

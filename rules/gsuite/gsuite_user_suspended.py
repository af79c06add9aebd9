"""Ten users were suspended or deleted by one administrator within an hour."""

from gsuite import activities, actor, application, context

NAMES = (
    "SUSPEND_USER",
    "DELETE_USER",
)


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
    return f"{actor(event)} suspends or deletes many users of Google Workspace"


def dedup(event):
    return f"{actor(event)}"


def alert_context(event):
    return context(event, NAMES)

"""A user became super administrator, delegated administrator, or got an administrator role."""

from gsuite import activities, actor, application, context

NAMES = (
    "GRANT_ADMIN_PRIVILEGE",
    "GRANT_DELEGATED_ADMIN_PRIVILEGES",
    "ASSIGN_ROLE",
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
    return f"{value(event, 'USER_EMAIL')} made administrator of Google Workspace by {actor(event)}"


def dedup(event):
    return f"{value(event, 'USER_EMAIL')}"


def severity(event):
    return "CRITICAL" if matching(event)[0].get("name") == "GRANT_ADMIN_PRIVILEGE" else "HIGH"


def alert_context(event):
    return context(event, NAMES)

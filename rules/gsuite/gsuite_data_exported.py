"""An export of everybody's data was started, or a user's data handed to another."""

from gsuite import activities, actor, application, context

NAMES = (
    "CUSTOMER_TAKEOUT_CREATED",
    "CUSTOMER_TAKEOUT_SUCCEEDED",
    "CREATE_DATA_TRANSFER_REQUEST",
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
    return f"data of the domain exported or handed over by {actor(event)}"


def dedup(event):
    return f"{actor(event)}"


def alert_context(event):
    return context(event, NAMES)

"""A file of Drive became visible to everybody on the web, or to all who have its link."""

from gsuite import activities, actor, application, context

NAMES = (
    "change_document_visibility",
    "change_document_access_scope",
)


def matching(event):
    """The record's events that it is about."""
    found = activities(event, NAMES) if application(event) == "drive" else []
    return [one for one in found if matches(one.get("parameters"))]


def matches(given):
    return str(given.get("visibility")) in ("public_on_the_web", "people_with_link") and str(
        given.get("old_visibility")
    ) not in ("public_on_the_web", "people_with_link")


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
    return f"{actor(event)} opened files to everybody on the web"


def dedup(event):
    return f"{actor(event)}"


def alert_context(event):
    return context(event, NAMES)

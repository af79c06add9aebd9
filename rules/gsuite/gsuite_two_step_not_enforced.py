"""Enforcement of 2-step verification was switched off for a unit or the domain."""

from gsuite import activities, actor, application, context

NAMES = (
    "ENFORCE_STRONG_AUTHENTICATION",
    "ALLOW_STRONG_AUTHENTICATION",
)


def matching(event):
    """The record's events that it is about."""
    found = activities(event, NAMES) if application(event) == "admin" else []
    return [one for one in found if matches(one.get("parameters"))]


def matches(given):
    return str(given.get("NEW_VALUE")).lower() in ("false", "off", "0")


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
    return (
        f"2-step verification no longer enforced in {value(event, 'ORG_UNIT_NAME', 'DOMAIN_NAME')}, by {actor(event)}"
    )


def dedup(event):
    return f"{actor(event)}"


def alert_context(event):
    return context(event, NAMES)

"""A user set their mail to be forwarded to an address outside the domain."""

from gsuite import activities, actor, application, context

NAMES = ("email_forwarding_out_of_domain",)


def matching(event):
    """The record's events that it is about."""
    found = activities(event, NAMES) if application(event) == "user_accounts" else []
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
    return f"{actor(event)} forwards mail to {value(event, 'email_forwarding_destination_address')}"


def dedup(event):
    return f"{actor(event)}"


def alert_context(event):
    return context(event, NAMES)

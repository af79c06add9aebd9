"""Google itself reports a sign-in or an account: suspicious, hijacked, a leaked password, an attack by a
government.
"""

from gsuite import activities, actor, application, context

NAMES = (
    "suspicious_login",
    "suspicious_login_less_secure_app",
    "suspicious_programmatic_login",
    "account_disabled_hijacked",
    "account_disabled_password_leak",
    "gov_attack_warning",
)


def matching(event):
    """The record's events that it is about."""
    found = activities(event, NAMES) if application(event) == "login" else []
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


def user(event):
    named = value(event, "affected_email_address")
    return actor(event) if named == "?" else named


def title(event):
    what = matching(event)[0].get("name").replace("_", " ")
    return f"Google warns of {user(event)}: {what}"


def dedup(event):
    return f"{user(event)}"


def alert_context(event):
    return context(event, NAMES)

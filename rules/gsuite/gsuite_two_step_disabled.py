"""A user switched 2-step verification off, or an administrator took it from a user."""

from gsuite import actor, application, context, first

OWN = ("2sv_disable",)
BY_ADMIN = ("TURN_OFF_2_STEP_VERIFICATION", "UNENROLL_USER_FROM_STRONG_AUTH")
NAMES = OWN + BY_ADMIN


def rule(event):
    return application(event) in ("user_accounts", "login", "admin") and first(event, NAMES).get("name") is not None


def user(event):
    return first(event, NAMES).get("parameters").get("USER_EMAIL") or actor(event)


def title(event):
    return f"2-step verification of {user(event)} switched off by {actor(event)}"


def dedup(event):
    return f"{user(event)}"


def severity(event):
    return "HIGH" if first(event, NAMES).get("name") in BY_ADMIN else "MEDIUM"


def alert_context(event):
    return context(event, NAMES, user=user(event))

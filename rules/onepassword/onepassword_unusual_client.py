"""Somebody signed in to 1Password with a program that is none of 1Password's own."""

from onepassword import context, person


def app(event):
    return (event.get("client") or {}).get("app_name") or ""


def rule(event):
    return event.get("category") == "success" and bool(app(event)) and not app(event).startswith("1Password")


def title(event):
    return f"{person(event)} signed in to 1Password with {app(event)}"


def dedup(event):
    return f"{person(event)} {app(event)}"


def alert_context(event):
    return context(event)

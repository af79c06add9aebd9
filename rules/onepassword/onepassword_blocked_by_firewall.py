"""A sign-in with right credentials was refused by a rule of the account's firewall, or reported by it."""

from onepassword import address, context, country, person


def rule(event):
    return event.get("category") in ("firewall_failed", "firewall_reported_success")


def title(event):
    return f"1Password's firewall stopped or reported {person(event)} from {country(event)} ({address(event)})"


def dedup(event):
    return f"{person(event)}"


def severity(event):
    return "MEDIUM" if event.get("category") == "firewall_reported_success" else "LOW"


def alert_context(event):
    return context(event, category=event.get("category"), type=event.get("type"), details=event.get("details"))

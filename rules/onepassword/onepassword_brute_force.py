"""Ten sign-ins to 1Password failed from one address within an hour, for the password, the secret key or the
second factor.
"""

from onepassword import address, context, person

FAILED = ("credentials_failed", "mfa_failed")


def rule(event):
    return event.get("category") in FAILED and bool(address(event))


def title(event):
    return f"many failed 1Password sign-ins from {address(event)}, last for {person(event)}"


def dedup(event):
    return f"{address(event)}"


def alert_context(event):
    return context(event, category=event.get("category"), type=event.get("type"))

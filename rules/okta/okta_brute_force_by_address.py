"""Twenty sign-ins failed from one address within an hour for a wrong password or name."""

from okta import address, context, result

FAILED = ("INVALID_CREDENTIALS", "VERIFICATION_ERROR", "UNKNOWN_USER")


def rule(event):
    if event.get("eventType") not in ("user.session.start", "user.authentication.auth_via_mfa"):
        return False
    return result(event) == "FAILURE" and (event.get("outcome") or {}).get("reason") in FAILED and bool(address(event))


def title(event):
    return f"many failed Okta sign-ins from {address(event)}"


def dedup(event):
    return f"{address(event)}"


def alert_context(event):
    return context(event)

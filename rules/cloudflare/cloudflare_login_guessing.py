"""One address got a hundred refusals from addresses for signing in within an hour."""

import re

LOGIN = re.compile(r"/(wp-login\.php|login|signin|sign-in|oauth/token|auth|session|users/sign_in)/?$", re.IGNORECASE)


def rule(event):
    if event.get("ClientRequestMethod") != "POST" or event.get("EdgeResponseStatus") not in (400, 401, 403, 422, 429):
        return False
    return LOGIN.search(str(event.get("ClientRequestPath") or "")) is not None and bool(event.get("ClientIP"))


def title(event):
    return f"{event.get('ClientIP')} guesses passwords on {event.get('ClientRequestHost')}"


def dedup(event):
    return f"{event.get('ClientIP')} {event.get('ClientRequestHost')}"


def alert_context(event):
    keys = (
        "ClientRequestHost",
        "ClientIP",
        "ClientCountry",
        "ClientASN",
        "ClientRequestMethod",
        "ClientRequestPath",
        "RayID",
    )
    return {key: event.get(key) for key in keys + ("ClientRequestUserAgent", "EdgeResponseStatus", "Action", "Source")}

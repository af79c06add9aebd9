"""A file that no site means to serve (`.env`, `.git/config`, a dump) was asked for, and the answer was 200 and
not empty.
"""

from web import secret_file

SOMETHING = 300


def rule(event):
    sent = event.get("EdgeResponseBytes")
    if event.get("EdgeResponseStatus") != 200 or not isinstance(sent, int) or sent < SOMETHING:
        return False
    return bool(secret_file(event.get("ClientRequestURI")))


def title(event):
    what = secret_file(event.get("ClientRequestURI"))
    return f"{event.get('ClientRequestHost')} served {what} to {event.get('ClientIP')}"


def dedup(event):
    return f"{event.get('ClientRequestHost')} {secret_file(event.get('ClientRequestURI'))}"


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

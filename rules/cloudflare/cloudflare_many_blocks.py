"""Cloudflare's rules blocked or challenged two hundred requests of one address within an hour."""

STOPPED = ("block", "challenge", "managed_challenge", "jschallenge", "managedChallenge", "drop")


def rule(event):
    return event.get("Action") in STOPPED and event.get("Source") != "l7ddos" and bool(event.get("ClientIP"))


def title(event):
    return f"{event.get('ClientIP')} attacks {event.get('ClientRequestHost')}: Cloudflare stops it"


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

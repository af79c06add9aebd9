"""Cloudflare's protection from floods stopped five hundred requests to one host within ten minutes."""


def rule(event):
    return event.get("Source") == "l7ddos" and event.get("Action") != "log" and bool(event.get("ClientRequestHost"))


def title(event):
    return f"flood of requests on {event.get('ClientRequestHost')}"


def dedup(event):
    return f"{event.get('ClientRequestHost')}"


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

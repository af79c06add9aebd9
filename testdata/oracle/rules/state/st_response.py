"""Whether a response that the rule made itself has expired."""

from panther_detection_helpers.caching import ttl_expired


def attempt(response):
    try:
        return ttl_expired(response)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def rule(event):
    times = [0, 1, "1", "", None, 1.5, 10**12, "x", [], [1], True]
    event["said"] = [attempt({"Item": {"expiresAt": time}}) for time in times]
    event["said"] += [attempt(response) for response in ({}, {"Item": {}}, {"Item": None}, None, [], "Item", event)]
    return True


def alert_context(event):
    return {"said": event["said"]}

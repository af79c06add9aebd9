"""Destinations: a list of str, None, or wrong."""


def rule(event):
    return event.get("count", 5) != 5


def destinations(event):
    if event.get("flag"):
        return ["slack-security", event.get("name")]
    return None if event.get("count") == 0 else []

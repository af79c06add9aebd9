"""Views and ranges in a context cannot be printed; lists of them can."""


def rule(event):
    return event.get("count", 5) != 5


def alert_context(event):
    if event.get("flag"):
        return {"keys": event.keys()}
    return {"keys": sorted(event), "zip": [list(p) for p in zip("ab", event)], "surrogate": "\ud800", "text": event.get("text")}

"""and, or give an operand."""


def rule(event):
    if (v := (event.get("name") and event.get("count") or "fallback")) is None:
        return False
    return v != "fallback"


def title(event):
    found = event.get("name") and event.get("count") or "fallback"
    return "%s / %r" % (type(found).__name__, found)

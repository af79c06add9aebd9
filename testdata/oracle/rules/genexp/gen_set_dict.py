"""Set, dict, list and tuple of a generator."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    v = (len(set(ch for ch in s)), dict((t, 1) for t in "ab"), tuple(x for x in [c]), list(x for x in "xy"))
    event["_seen"] = v
    return v[0] > 8


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

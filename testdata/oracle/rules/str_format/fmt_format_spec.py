"""Specs in str.format."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    r = event.get("ratio", 1.5)
    v = "{:>10}|{:<5}|{:^7}|{:08.3f}|{:,}|{:{w}}".format(s[:8], "a", "b", r, 1234567, "x", w=4)
    event["_seen"] = v
    return r != 1.5


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

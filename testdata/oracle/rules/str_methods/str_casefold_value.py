"""Casefold of the Kelvin sign and long s."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = s.casefold() + "\u212a\u017f\u1e9e".casefold()
    event["_seen"] = v
    return len(v) > 12


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

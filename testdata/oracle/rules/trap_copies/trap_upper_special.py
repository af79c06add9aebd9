"""One to three characters."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = ["ß".upper(), "ﬁ".upper(), "ŉ".upper(), "ΐ".upper(), "ǆ".title(), "İ".lower(), s.upper()]
    event["_seen"] = v
    return v[6] > "D"


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

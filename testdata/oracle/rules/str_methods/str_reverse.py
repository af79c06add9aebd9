"""A reversed str."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = s[::-1] + "".join(reversed(s))
    event["_seen"] = v
    return v > "n"


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

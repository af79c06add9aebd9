"""A sign for a str."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = f"{event.get('name', 'x'):+}" if event.get("flag") else "ok"
    event["_seen"] = v
    return bool(len(v) < 2 or s > 'h')


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

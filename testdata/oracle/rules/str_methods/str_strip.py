"""White space, Unicode's too."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = [s.strip(), s.lstrip(), s.rstrip(), "\u3000x\u2003\x1f".strip()]
    event["_seen"] = v
    return bool(v[0] != s or s > "h")


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

"""repr of control and unprintable characters."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = repr("\x00\x1b\x7f\x85\xa0\xad\u200b\u2028\ud800\ufeff\U000e0001\n\t\\") + repr(s)
    event["_seen"] = v
    return len(v) > 100


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

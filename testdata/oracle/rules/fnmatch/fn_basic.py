"""Star, question mark and sets."""

import fnmatch


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [fnmatch.fnmatch(s, p) for p in ("*o*", "C*", "?h*", "[!a-z]*", "*[abc]")]


def rule(event):
    v = value(event)
    return bool(v[0])


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}

"""any of some patterns."""

import fnmatch


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return any(fnmatch.fnmatch(s, p) for p in ("Create*", "*Logging", "*fox", "*anama"))


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"

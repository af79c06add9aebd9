"""A star takes slashes, and newlines too."""

import fnmatch


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    path = event.get("path") or event.get("userAgent") or "a/b"
    v = fnmatch.fnmatch(path, "/*/*.log") or fnmatch.fnmatch(s, "line1*line3")
    event["_seen"] = v
    return bool(v)


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

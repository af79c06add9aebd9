"""The pattern comes from the event."""

import fnmatch


def rule(event):
    v = fnmatch.fnmatch("abc", event.get("path") or "a?c")
    event["_seen"] = v
    return bool(v)


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

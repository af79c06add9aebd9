"""Search anywhere, group 0."""

import re


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = (re.search(r"o\w", s) or re.search("", s)).group()
    event["_seen"] = v
    return bool(v)


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

"""Sets with ranges, negation, escapes."""

import re


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    path = event.get("path") or event.get("userAgent") or "a/b"
    v = [re.findall(r"[^a-y\s]", s), re.findall(r"[\]\-^]", "a]b-c^"), re.findall(r"[\w.-]+", path)]
    event["_seen"] = v
    return len(v[0]) > 0


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

"""Only at the start."""

import re


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = re.match(r"(Create|the )", s) is not None
    event["_seen"] = v
    return bool(v)


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

"""A pattern from the event that does not compile."""

import re


def rule(event):
    v = re.search(event.get("path", "a("), "a/b/c") is not None
    event["_seen"] = v
    return bool(v)


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

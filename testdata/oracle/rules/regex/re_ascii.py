"""Re.A makes them ASCII's."""

import re


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = [re.findall(r"\w+", "naïve café", re.A), re.findall(r"\d", "\u0661", re.A), bool(re.search("[^\\x00-\\x7f]", s))]
    event["_seen"] = v
    return bool(v[2] or s > "d")


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

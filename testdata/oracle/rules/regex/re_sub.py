"""Group references in the replacement."""

import re


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = [re.sub(r"(\w+)", r"<\1>", s), re.sub("o", "0", s, count=1), re.sub(r"(?P<v>[aeiou])", r"\g<v>\g<0>", s), re.sub("", "-", "ab")]
    event["_seen"] = v
    return v[0] != s


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

"""A function as the replacement."""

import re


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return re.sub(r"[aeiou]", lambda m: m.group().upper(), s)


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = value(event)
    return v != s


def title(event):
    return f"{value(event)!r}"

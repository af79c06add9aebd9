"""Subn tells how many."""

import re


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return re.subn(r"\s+", " ", s)


def rule(event):
    v = value(event)
    return v[1] > 0


def title(event):
    return f"{value(event)!r}"

"""The first alternative wins, not the longest."""

import re


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return re.search("Con|Console|the|t", s + " Console").group()


def rule(event):
    v = value(event)
    return v == "Con"


def title(event):
    return f"{value(event)!r}"

"""A conditional group."""

import re


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [bool(re.fullmatch(r"(<)?\w+(?(1)>)", t)) for t in ("<a>", "a", "<a", s)]


def rule(event):
    v = value(event)
    return bool(v[3])


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}

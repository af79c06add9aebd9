"""Backreferences."""

import re


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [bool(re.search(r"(\w)\1", s)), bool(re.search(r"(?P<q>['\"]).*?(?P=q)", s)), bool(re.fullmatch(r"(a|b)\1", "aa"))]


def rule(event):
    v = value(event)
    return bool(v[0])


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}

"""IGNORECASE, MULTILINE, DOTALL, VERBOSE."""

import re


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [bool(re.search("CREATE", s, re.IGNORECASE)), re.findall(r"^\w", s, re.M), bool(re.search("1.l", s, re.S)), bool(re.search(r"a \s # comment", "a x", re.X))]


def rule(event):
    v = value(event)
    return bool(v[0] or len(v[1]) > 1)


def title(event):
    return f"{value(event)!r}"

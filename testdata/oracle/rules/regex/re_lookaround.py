"""Lookahead and lookbehind."""

import re


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [re.findall(r"\w(?=o)", s), re.findall(r"(?<=o)\w", s), bool(re.search(r"^(?!.*quick)", s)), bool(re.search(r"(?<!a)n", s))]


def rule(event):
    v = value(event)
    return len(v[0]) > 0


def title(event):
    return f"{value(event)!r}"

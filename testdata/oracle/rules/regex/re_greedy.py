"""Greedy, lazy, possessive."""

import re


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [re.search("a.*a", "xaaay").group(), re.search("a.*?a", "xaaay").group(), bool(re.search(r"\w{3,5}? ", s)), bool(re.search("a++b", "aab"))]


def rule(event):
    v = value(event)
    return bool(v[2])


def title(event):
    return f"{value(event)!r}"

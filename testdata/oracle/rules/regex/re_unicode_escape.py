"""\\u, \\x and octal escapes."""

import re


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [bool(re.search("\\u00e9|\\x43|\\u0441", s)), bool(re.search(r"\101", "A")), bool(re.search("😀.", s + "😀"))]


def rule(event):
    v = value(event)
    return bool(v[0])


def title(event):
    return f"{value(event)!r}"

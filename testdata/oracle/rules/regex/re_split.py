"""Captured separators stay."""

import re


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    path = event.get("path") or event.get("userAgent") or "a/b"
    return [re.split(r"\s+", s), re.split(r"([:/])", path), re.split(r",\s*", s, maxsplit=1)]


def rule(event):
    v = value(event)
    return len(v[0]) > 1


def title(event):
    return f"{value(event)!r}"

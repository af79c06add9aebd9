"""Start, end and span in characters."""

import re


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return (lambda m: m and (m.start(), m.end(), m.span(), m.span(0)))(re.search("[aeiou]{1,2}", s))


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"

"""Groups that did not take part are None."""

import re


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return (re.search(r"(\w+)(?:[ :](\w+))?(x)?", s) or re.search("()()", "")).groups()


def rule(event):
    v = value(event)
    return bool(v[0])


def title(event):
    return f"{value(event)!r}"

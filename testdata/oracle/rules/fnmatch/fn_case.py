"""Fnmatchcase and the posix fnmatch are both case-sensitive."""

import fnmatch


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return (fnmatch.fnmatch("ABC", "abc"), fnmatch.fnmatchcase(s, "create*"), fnmatch.fnmatchcase(s, "Create*"))


def rule(event):
    v = value(event)
    return bool(v[2])


def title(event):
    return f"{value(event)!r}"

"""An unclosed bracket is itself, a set of a bracket."""

import fnmatch


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [fnmatch.fnmatchcase("a[b", "a[b"), fnmatch.fnmatchcase("]", "[]]"), fnmatch.fnmatchcase("!", "[!!]"), fnmatch.fnmatchcase("b", "[a-]"), fnmatch.fnmatchcase(s, "*[-]*")]


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = value(event)
    return bool(not v[4] and s > "d")


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}

"""The regular expression of a pattern."""

import fnmatch


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    if (v := (fnmatch.translate("a*b?[c-e].txt") + s[:3])) is None:
        return False
    return v[-3:] > "D"


def title(event):
    s = event.get("text") or event.get("eventName") or ""
    found = fnmatch.translate("a*b?[c-e].txt") + s[:3]
    return "%s / %r" % (type(found).__name__, found)

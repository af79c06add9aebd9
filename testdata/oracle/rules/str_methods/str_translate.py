"""Maketrans with a dict, with two strings, with removals."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    if (v := ([s.translate(str.maketrans("aeo", "430")), s.translate(str.maketrans({"a": None, "b": "[b]"})), s.translate({111: "0", 101: None})])) is None:
        return False
    return v[0] != s


def title(event):
    s = event.get("text") or event.get("eventName") or ""
    found = [s.translate(str.maketrans("aeo", "430")), s.translate(str.maketrans({"a": None, "b": "[b]"})), s.translate({111: "0", 101: None})]
    return "%s / %r" % (type(found).__name__, found)

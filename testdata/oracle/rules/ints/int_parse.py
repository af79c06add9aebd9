"""int() of strings with spaces, signs, underscores, other digits."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    if (v := (int(s) if s else int(" -1_000 ") + int("\u0663"))) is None:
        return False
    return bool(v)


def title(event):
    s = event.get("text") or event.get("eventName") or ""
    found = int(s) if s else int(" -1_000 ") + int("\u0663")
    return "%s / %r" % (type(found).__name__, found)

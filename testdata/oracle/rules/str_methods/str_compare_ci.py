"""The usual case-insensitive comparison."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    if (v := (s.lower() in ("consolelogin", "createuser", "the quick brown fox") or s.upper().startswith("ALL"))) is None:
        return False
    return bool(v)


def title(event):
    s = event.get("text") or event.get("eventName") or ""
    found = s.lower() in ("consolelogin", "createuser", "the quick brown fox") or s.upper().startswith("ALL")
    return "%s / %r" % (type(found).__name__, found)

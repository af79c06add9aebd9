"""repr chooses the quotes."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = repr(s) + repr("it's") + repr('say "x"') + repr("both ' and \"")
    LAST = v
    return bool("'" in s or "o" in s)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

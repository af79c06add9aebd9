"""A bool with a spec is an int."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = f"{bool(s):d} {True:>6} {False:b} {True!s:>6} {True:}"
    LAST = v
    return bool(s)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

"""str and repr of bool."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = str(bool(s)) + repr(not s) + f"{True}{False!s:>7}|{True:d}|{True:5}|"
    LAST = v
    return bool(s)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

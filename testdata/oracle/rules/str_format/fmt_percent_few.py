"""Too few or too many arguments."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    v = "%s %s" % (s,) if event.get("flag") else "%s" % (s, c) if event.get("name") else "%s" % s
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

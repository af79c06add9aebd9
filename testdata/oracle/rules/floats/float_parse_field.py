"""float() of any field."""


LAST = None


def rule(event):
    global LAST
    v = float(event.get("count", "nan"))
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

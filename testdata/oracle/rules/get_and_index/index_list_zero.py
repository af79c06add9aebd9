"""A list, a str and a dict are all subscriptable."""


LAST = None


def rule(event):
    global LAST
    v = event.get("tags", "xyz")[0]
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

"""int | str in isinstance."""


LAST = None


def rule(event):
    global LAST
    v = isinstance(event.get("count"), int | str)
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

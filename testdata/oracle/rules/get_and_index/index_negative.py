"""The last one, or IndexError."""


LAST = None


def rule(event):
    global LAST
    v = event.get("values", [1, 2])[-1]
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

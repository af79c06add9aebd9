"""A method of None."""


LAST = None


def rule(event):
    global LAST
    v = event.get("text").upper()
    LAST = v
    return len(v) > 10


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

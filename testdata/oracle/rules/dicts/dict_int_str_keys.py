""""1" is not 1."""


LAST = None


def rule(event):
    global LAST
    c = event.get("count", 5)
    v = {"1": "s", 1: "i"}[1] + {"1": "s", 1: "i"}[str(c)[:1]] if c in (1, 10, 1741964966) or c == 100 else "none"
    LAST = v
    return v != "none"


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

"""str of a big int."""


LAST = None


def rule(event):
    global LAST
    c = event.get("count", 5)
    v = str(c) + str(10 ** 40) + str(-(2 ** 65))
    LAST = v
    return len(v) > 64


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

"""Powers, negative exponents give floats."""


LAST = None


def rule(event):
    global LAST
    c = event.get("count", 5)
    v = [c ** 2, 2 ** 10, 2 ** -1, (-2) ** 3, -2 ** 2, 0 ** 0]
    LAST = v
    return v[0] > 4


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

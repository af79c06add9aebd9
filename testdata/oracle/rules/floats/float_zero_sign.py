"""-0.0 prints its sign, equals 0."""


LAST = None


def rule(event):
    global LAST
    r = event.get("ratio", 1.5)
    v = (r * -0.0, -0.0 == 0, 0.0, -0.0, 0.0 * -1, r + 0.0)
    LAST = v
    return v[5] > 1


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

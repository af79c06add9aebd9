"""Banker's rounding on the exact value."""


LAST = None


def rule(event):
    global LAST
    r = event.get("ratio", 1.5)
    v = [round(r), round(r, 1), round(2.675, 2), round(0.5), round(1.5), round(2.5), round(-0.5), round(1e300, 2), round(1234.5678, -2)]
    LAST = v
    return v[0] > 1


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

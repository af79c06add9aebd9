"""None, bool, int, float and tuple keys."""


def value(event):
    c = event.get("count", 5)
    return {None: 1, True: 2, 1: 3, 2.5: 4, (1, "a"): 5, c if not isinstance(c, (list, dict)) else "c": 6}


def rule(event):
    v = value(event)
    return len(v) > 4


def title(event):
    return f"{value(event)!r}"

"""// and % of floats."""


def value(event):
    r = event.get("ratio", 1.5)
    return [r // 0.3, r % 0.3, -r // 0.3, -r % 0.3, 7.5 // 2, -7.5 % 2, 5.0 % -3]


def rule(event):
    v = value(event)
    return v[1] > 0


def title(event):
    return f"{value(event)!r}"

"""True == 1 == 1.0 in a dict and a list."""


def value(event):
    return ({1: "int"}.get(event.get("flag"), "none"), [1, 2].count(True), event.get("flag") in (1, 2))


def rule(event):
    v = value(event)
    return bool(v[2])


def title(event):
    return f"{value(event)!r}"

"""Type().__name__."""


def value(event):
    return [type(event.get(k)).__name__ for k in ("name", "count", "ratio", "tags", "meta", "flag")]


def rule(event):
    v = value(event)
    return v[1] == "int"


def title(event):
    return f"{value(event)!r}"

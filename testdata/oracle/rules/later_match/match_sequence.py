"""Sequence patterns: lists and tuples, not strs."""


def shape(x):
    match x:
        case []:
            return "empty"
        case [one]:
            return f"one {one!r}"
        case [first, *rest] if first == 3:
            return f"three and {rest}"
        case [a, b]:
            return f"two {a!r} {b!r}"
        case [_, _, *_]:
            return "many"
        case str():
            return "str"
    return "none"


def rule(event):
    return shape(event.get("values", "x")) != "str"


def title(event):
    return f"{shape(event.get('values'))} {shape(event.get('tags'))}"

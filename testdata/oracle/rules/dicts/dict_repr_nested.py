"""repr of nested dicts, floats and bools."""


def value(event):
    r = event.get("ratio", 1.5)
    tags = event.get("tags", ["t", "u"])
    return repr({"r": r, "f": event.get("flag"), "n": {"t": tags, "e": {}}})


def rule(event):
    v = value(event)
    return len(v) > 55


def title(event):
    return f"{value(event)!r}"

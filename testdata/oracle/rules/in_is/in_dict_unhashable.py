"""An unhashable key raises even if the dict is empty."""


def value(event):
    tags = event.get("tags", ["t", "u"])
    return tags in {} if tags else "a" in {"a": 1}


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"

"""Class patterns of the builtin types."""


def name(x):
    match x:
        case bool():
            return "bool"
        case int(n):
            return f"int {n}"
        case float() | str() as v:
            return f"{v!r}"
        case list() | tuple():
            return "sequence"
        case dict(d):
            return f"dict of {len(d)}"
        case x:
            return f"else {x}"


def rule(event):
    return name(event.get("count")).startswith("int")


def title(event):
    return " ".join(name(v) for v in event.values())

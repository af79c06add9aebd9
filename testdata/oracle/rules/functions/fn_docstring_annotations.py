"""Annotations and docstrings of functions have no effect."""

LIMIT: int = 4


def size(x: "list[str]", *, unit: str = "B") -> str:
    """The size of x."""
    result: str = f"{len(x)}{unit}"
    return result


def rule(event: dict) -> bool:
    return len(event) > LIMIT and event.get("count") != 3


def title(event):
    return size(event)

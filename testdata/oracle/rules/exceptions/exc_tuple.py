"""A tuple of types, and what is not caught goes on."""


def rule(event):
    try:
        return int(event.get("count", "x")) > 3
    except (ValueError, OverflowError):
        return True


def title(event):
    return f"{event.get('count')!r}"

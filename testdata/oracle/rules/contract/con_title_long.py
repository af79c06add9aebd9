"""A title and a dedup over 1000 characters are cut."""


def rule(event):
    return event.get("count", 5) != 5


def title(event):
    return "é😀" * (495 + len(event))


def dedup(event):
    return "x" * 1000 if len(event) > 10 else "y" * 1001

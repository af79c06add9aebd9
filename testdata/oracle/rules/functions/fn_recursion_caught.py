"""RecursionError can be caught."""


def down(n):
    return down(n + 1)


def rule(event):
    try:
        down(0)
    except RecursionError:
        return event.get("count", 5) != 5
    return False


def title(event):
    return "caught"

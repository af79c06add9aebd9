"""An exception in else is not caught by its own handlers."""


def rule(event):
    try:
        n = event["count"]
    except KeyError:
        return len(event) > 12
    else:
        return {}[n] if n == 3 else n > 2


def title(event):
    return "else"

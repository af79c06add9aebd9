"""Raise without arguments raises again what is handled."""


def rule(event):
    try:
        return event["count"] / 2 > 1
    except TypeError:
        event["seen"] = True
        raise
    except KeyError:
        return len(event) > 15


def title(event):
    return "half"

"""A return in finally wins over an exception and over another return."""


def f(event):
    try:
        return event["count"] > 0
    finally:
        if event.get("flag"):
            return True


def rule(event):
    return f(event)


def title(event):
    return "finally"

"""Except LookupError catches KeyError and IndexError, except Exception nearly all."""


def rule(event):
    try:
        x = event["values"][2]
    except LookupError as e:
        x = type(e).__name__
    except Exception as e:
        x = f"other {type(e).__name__}: {e}"
    event["x"] = x
    return isinstance(x, str)


def title(event):
    return f"{event['x']}"

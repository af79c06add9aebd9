"""Raise from, and a new exception in a handler."""


def rule(event):
    try:
        return event["name"].lower() != "alpha"
    except AttributeError as e:
        raise ValueError(f"no name: {e}") from e
    except KeyError as e:
        raise TypeError(f"missing {e}") from None


def title(event):
    return event["name"]

"""Args, str and repr of exceptions that the interpreter raised."""


def attempt(f):
    try:
        return f()
    except Exception as e:
        return f"{type(e).__name__}|{e}|{e!r}|{e.args}"


def rule(event):
    event["out"] = [
        attempt(lambda: event["no"]),
        attempt(lambda: [1][5]),
        attempt(lambda: 1 / 0),
        attempt(lambda: event.get("count").x),
        attempt(lambda: int(event.get("text"))),
        attempt(lambda: len(5)),
    ]
    return event.get("count", 5) != 5


def title(event):
    return "; ".join(event["out"])

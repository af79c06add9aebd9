"""Functions as arguments and return values."""


def compose(f, g):
    def h(x):
        return f(g(x))
    return h


def rule(event):
    f = compose(str.upper, lambda t: t + "!")
    event["out"] = f(event.get("text") or event.get("eventName") or "z")
    return len(event["out"]) > 11


def title(event):
    return event["out"]

"""A conditional and a walrus in parentheses."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    return f"{'yes' if c else 'no'} {(n := len(s))} {n}"


def rule(event):
    v = value(event)
    return v > "yes 15"


def title(event):
    return f"{value(event)!r}"

"""any run of white space, also Unicode's."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return s.split()


def rule(event):
    v = value(event)
    return len(v) > 1


def title(event):
    return f"{value(event)!r}"

"""The event is a dict."""


def value(event):
    return (len(event), list(event)[:3], bool(event))


def rule(event):
    v = value(event)
    return v[0] > 8


def title(event):
    return f"{value(event)!r}"

"""A single value without a tuple."""


def value(event):
    return "value: %s" % event.get("name")


def rule(event):
    v = value(event)
    return len(v) > 11


def title(event):
    return f"{value(event)!r}"

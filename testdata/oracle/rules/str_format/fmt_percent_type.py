"""%d wants a number."""


def value(event):
    return "%d" % event.get("count", 2.7)


def rule(event):
    v = value(event)
    return v != '2'


def title(event):
    return f"{value(event)!r}"

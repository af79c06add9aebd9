"""A tuple as the only argument is the arguments."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    return "%s-%s" % (c, s) + "%s" % ((1, 2),)


def rule(event):
    v = value(event)
    return len(v) > 20


def title(event):
    return f"{value(event)!r}"

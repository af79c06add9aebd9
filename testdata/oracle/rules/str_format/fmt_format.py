"""Str.format with indexes, names, attributes, conversions."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    r = event.get("ratio", 1.5)
    return "{} {} {0}".format(s, c) if event.get("flag") else "{1} {0} {x!r:>8} {d[a]} {l[1]}".format(s, c, x=r, d={"a": 1}, l=[1, 2])


def rule(event):
    v = value(event)
    return len(v) > 30


def title(event):
    return f"{value(event)!r}"

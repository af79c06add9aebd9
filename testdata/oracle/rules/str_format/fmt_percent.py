"""The % operator."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    r = event.get("ratio", 1.5)
    return "%s %r %d %5.1f %x %% %c %-5s| %05d %+d %e %g" % (s, s, c, r, 255, "z", "ab", c, c, 12345.678, 0.0001)


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return c != 5


def title(event):
    return f"{value(event)!r}"

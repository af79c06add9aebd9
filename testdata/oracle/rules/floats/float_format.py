"""f, e, g, %."""


def value(event):
    r = event.get("ratio", 1.5)
    return f"{r:.2f} {r:e} {r:g} {r:.1%} {r:+.3f} {r:010.3f} {r:,.2f} {1e20:g} {123456.0:g} {1234567.0:g}"


def rule(event):
    r = event.get("ratio", 1.5)
    v = value(event)
    return r > 1


def title(event):
    return f"{value(event)!r}"

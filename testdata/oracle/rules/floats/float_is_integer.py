"""Methods of floats."""


def rule(event):
    r = event.get("ratio", 1.5)
    if (v := ([r.is_integer(), (2.5).as_integer_ratio(), (0.1).hex(), (3.0).conjugate()])) is None:
        return False
    return bool(not v[0])


def title(event):
    r = event.get("ratio", 1.5)
    found = [r.is_integer(), (2.5).as_integer_ratio(), (0.1).hex(), (3.0).conjugate()]
    return "%s / %r" % (type(found).__name__, found)

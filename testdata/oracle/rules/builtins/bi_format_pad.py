"""Str.zfill and format on fields."""


def rule(event):
    c = event.get("count", 5)
    if (v := (str(c).zfill(6) + format(str(c), ">8"))) is None:
        return False
    return c != 5


def title(event):
    c = event.get("count", 5)
    found = str(c).zfill(6) + format(str(c), ">8")
    return "%s / %r" % (type(found).__name__, found)

"""Big constant expressions."""


def value(event):
    return (2 ** 127 - 1, 10 ** 18 * 10 ** 18, 0xFFFF_FFFF_FFFF_FFFF_FFFF, 1_000_000)


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return c != 5


def title(event):
    return f"{value(event)!r}"

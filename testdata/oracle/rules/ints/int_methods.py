"""Bit_length and friends."""


def value(event):
    c = event.get("count", 5)
    return [c.bit_length(), (255).bit_count(), c.numerator, c.conjugate(), c.real]


def rule(event):
    v = value(event)
    return v[0] > 1


def title(event):
    return f"{value(event)!r}"

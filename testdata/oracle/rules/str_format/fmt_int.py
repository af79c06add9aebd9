"""Widths, signs, bases, commas."""


def value(event):
    c = event.get("count", 5)
    return f"{c:d}|{c:5}|{c:05}|{c:+}|{c: }|{c:<6}|{c:^6}|{c:,}|{c:_}|{c:x}|{c:#X}|{c:#b}|{c:o}|{c:e}|{c:.1f}|{c:%}"


def rule(event):
    c = event.get("count", 5)
    v = value(event)
    return c != 5


def title(event):
    return f"{value(event)!r}"

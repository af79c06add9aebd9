"""hex, oct, bin, ord, chr."""


def value(event):
    c = event.get("count", 5)
    return [hex(c), oct(c), bin(c), ord("é"), chr(233), chr(128512), hex(-255)]


def rule(event):
    v = value(event)
    return v[0] != "0x5"


def title(event):
    return f"{value(event)!r}"

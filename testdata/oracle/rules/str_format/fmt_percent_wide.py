"""A width that no memory has room for, of what cannot be formatted anyway."""

CASES = (
    ("%*d", (2**62, [])),
    ("%*x", (2**62, 1.5)),
    ("%*c", (2**62, "ab")),
    ("%-*f", (2**62, "x")),
    ("%4611686018427387904d", (None,)),
    ("%*.3q", (2**62, 1)),
    ("%*d", (2**62,)),
)


def tried(template, values):
    try:
        return template % values
    except Exception as e:
        return f"{type(e).__name__} {e}"


def rule(event):
    return True


def title(event):
    wide = ("%*d", (2**62, event.get("count", [])))
    return " | ".join(tried(template, values) for template, values in (*CASES, wide))

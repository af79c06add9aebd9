"""Arguments are evaluated from left to right."""

ORDER = []


def note(x):
    ORDER.append(x)
    return x


def rule(event):
    d = {note("k1"): note("v1"), note("k2"): note("v2")}
    note(1) if note(event.get("flag")) else note(2)
    note("a") + note("b") * note(2)
    return len(d) == 2 and event.get("count", 5) != 5


def title(event):
    return f"{ORDER}"

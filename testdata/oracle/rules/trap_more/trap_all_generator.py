"""All with a list runs every test, with a generator it stops."""

RUN = []


def test(x):
    RUN.append(x)
    return x != 2


def rule(event):
    all([test(x) for x in (1, 2, 3)])
    all(test(x) for x in (1, 2, 3))
    any(test(x) for x in (2, 4, 6))
    return event.get("count", 5) != 5


def title(event):
    return f"{RUN}"

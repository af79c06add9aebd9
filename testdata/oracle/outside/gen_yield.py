"""A generator function."""


def words(event):
    for value in event.values():
        if isinstance(value, str):
            yield from value.split()


def rule(event):
    return len(list(words(event))) > 8


def title(event):
    return " ".join(w for w in words(event) if len(w) < 6)

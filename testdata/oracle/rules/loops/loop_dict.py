"""Iterating over a dict gives keys; items() gives pairs."""


def rule(event):
    names = []
    for key in event:
        if key[0] == "e":
            names.append(key)
    for key, value in sorted(event.items()):
        if value is None:
            names.append(key.upper())
    event["names"] = names
    return len(names) > 4


def title(event):
    return " ".join(event["names"])

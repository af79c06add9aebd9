"""Add, discard, remove."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return (lambda x: (x.add(s), x.discard("absent"), x.remove("k"), sorted(x)))({"k"})[3]


def rule(event):
    v = value(event)
    return v > ["D"]


def title(event):
    return f"{value(event)!r}"

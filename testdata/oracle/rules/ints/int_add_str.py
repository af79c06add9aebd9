"""int + str."""


def value(event):
    c = event.get("count", 5)
    return c + 1 if event.get("name") != "csv" else c + "1"


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"

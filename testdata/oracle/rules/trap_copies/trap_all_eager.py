"""All([...]) runs every test."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    tags = event.get("tags", ["t", "u"])
    return all([s != "", len(s) > 3, s[4] != "x", tags is not None])


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"

"""A helper that changes the dict which it was given."""


def mark(d, key):
    d[key] = d.get(key) or "marked"
    return d


def rule(event):
    return mark(event, "name") is event and mark(event, "name")["name"] != "marked"


def title(event):
    return f"{event['name']}"

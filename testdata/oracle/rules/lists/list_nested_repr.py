"""A list that has dicts, tuples and strs."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    items = event.get("items") or []
    return repr([items, (1,), {"a": [s]}])


def rule(event):
    v = value(event)
    return len(v) > 35


def title(event):
    return f"{value(event)!r}"

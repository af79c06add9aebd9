"""Item assignment to lists and dicts, an index out of range raises."""


def rule(event):
    values = event.get("values") or [0, 1]
    values[1] = "changed"
    values[-1] = values[0]
    event["values"] = values
    return len(values) > 2


def title(event):
    return f"{event['values']}"

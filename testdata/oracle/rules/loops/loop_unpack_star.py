"""A starred target takes the rest as a list."""


def rule(event):
    first, *middle, last = event.get("values") or event.get("eventName")
    event["parts"] = [first, middle, last]
    return len(middle) > 3


def title(event):
    return f"{event['parts']}"

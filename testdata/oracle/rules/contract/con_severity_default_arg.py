"""A severity whose parameter has a default still gets the event."""


def rule(event):
    return event.get("count", 5) != 5


def severity(event=None):
    return "HIGH" if event is None else "LOW"

"""Assert with and without a message."""


def rule(event):
    assert event.get("count") != 3, f"count is {event['count']}"
    assert event.get("count") != 7
    return event.get("count", 5) != 5


def title(event):
    return "asserted"

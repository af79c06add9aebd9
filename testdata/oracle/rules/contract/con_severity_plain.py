"""A severity without a parameter."""

LEVEL = "low"


def rule(event):
    global LEVEL
    if event.get("count") == 3:
        LEVEL = "critical"
    return event.get("count", 5) != 5


def severity():
    return LEVEL

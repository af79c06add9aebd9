"""The loop's name is unbound where the loop never ran."""


def rule(event):
    for item in event.get("tags", []):
        last = item
    return last == "c" or last == "y"


def title(event):
    return event["tags"][-1]

"""The condition that comes first raises first."""


def rule(event):
    if event["name"] == "alpha" and event["nothing"] == 1:
        return True
    return event["count"] > 5 or event["tags"][0] == "x"


def title(event):
    return event["name"]

"""What rule did to the event, title and context see."""


def rule(event):
    event["added"] = {"by": "rule"}
    event.pop("name", None)
    return event.get("count", 5) != 5


def title(event):
    event["added"]["by"] = "title"
    return f"{event.get('name')} {list(event)[-1]}"


def alert_context(event):
    return event["added"]

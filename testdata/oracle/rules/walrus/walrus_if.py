"""A walrus in an if."""


def rule(event):
    if (name := event.get("eventName")) and name.startswith("C"):
        event["kept"] = name
        return True
    if (n := event.get("count")) is not None and n > 5:
        event["kept"] = n
    return "kept" in event


def title(event):
    return f"kept {event['kept']}"

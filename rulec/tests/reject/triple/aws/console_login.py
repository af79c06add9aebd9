from identity import is_rooot


def rule(event):
    return event.get("eventName") == "ConsoleLogin" and is_rooot(event)

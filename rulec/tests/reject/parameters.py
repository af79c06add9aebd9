def rule(event, context):
    return event.get("eventName") == "ConsoleLogin"


def title():
    return "a title"


def severity(a, b):
    return "HIGH"


def dedup(event, *, by):
    return by

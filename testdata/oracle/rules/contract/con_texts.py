"""Description, runbook and reference as functions, one of them wrong."""


def rule(event):
    return event.get("count", 5) != 5


def description(event):
    return f"described {event.get('count')}"


def runbook(event):
    return event.get("text")


def reference(event):
    return event["path"]

"""A context that contains itself."""


def rule(event):
    return event.get("count", 5) != 5


def alert_context(event):
    context = {"n": event.get("count")}
    if event.get("flag"):
        context["self"] = [context]
    return context

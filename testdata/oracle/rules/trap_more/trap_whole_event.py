"""The event printed whole: repr in the title, JSON in the context."""


def rule(event):
    return len(event) > 2


def title(event):
    return str(event)


def alert_context(event):
    return event

"""A server, function or container talks to a mining pool, or asks for the name of one."""

from guardduty import MINING, context, is_open, kind, resource


def rule(event):
    return is_open(event) and kind(event).startswith(MINING)


def title(event):
    return f"mining at {resource(event)} in {event.get('accountId')}"


def dedup(event):
    return f"{event.get('accountId')} {kind(event)} {resource(event)}"


def alert_context(event):
    return context(event)

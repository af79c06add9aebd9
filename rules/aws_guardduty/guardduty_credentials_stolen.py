"""The credentials of an instance's role are used from somewhere else: outside AWS, or from another account."""

from guardduty import STOLEN, address, context, is_open, kind, resource


def rule(event):
    return is_open(event) and STOLEN in kind(event)


def title(event):
    return f"credentials of {resource(event)} used from {address(event)} in {event.get('accountId')}"


def dedup(event):
    return f"{event.get('accountId')} {kind(event)} {resource(event)}"


def alert_context(event):
    return context(event)

"""A finding of severity 7 or more that has no rule of its own. Samples and archived findings are not reported."""

from guardduty import context, has_own_rule, is_open, kind, number, resource


def rule(event):
    return is_open(event) and number(event) >= 7 and not has_own_rule(event)


def title(event):
    return f"GuardDuty: {kind(event)} at {resource(event)} in {event.get('accountId')}"


def dedup(event):
    return f"{event.get('accountId')} {kind(event)} {resource(event)}"


def severity(event):
    return "CRITICAL" if number(event) >= 9 else "HIGH"


def alert_context(event):
    return context(event)

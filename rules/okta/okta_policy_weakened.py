"""A policy for sign-in, passwords or factors, one of its rules, or a network zone was switched off or deleted."""

from okta import actor, context, target, worked

WHAT = {
    "policy.lifecycle.deactivate": "deactivated",
    "policy.lifecycle.delete": "deleted",
    "policy.rule.deactivate": "lost a rule",
    "policy.rule.delete": "lost a rule",
    "zone.deactivate": "deactivated",
    "zone.delete": "deleted",
}


def rule(event):
    return event.get("eventType") in WHAT and worked(event)


def title(event):
    what = WHAT.get(event.get("eventType"))
    return f"Okta policy or zone {target(event)} {what} by {actor(event)}"


def dedup(event):
    return f"{actor(event)}"


def alert_context(event):
    return context(event)

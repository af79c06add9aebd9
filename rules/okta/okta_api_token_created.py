"""An API token was made or enabled. It has all rights of whoever made it, without a second factor, until 30 days
after its last use.
"""

from okta import actor, context, target, worked

WHAT = {
    "system.api_token.create": "created",
    "system.api_token.enable": "enabled",
}


def rule(event):
    return event.get("eventType") in WHAT and worked(event)


def title(event):
    what = WHAT.get(event.get("eventType"))
    return f"Okta API token {target(event)} {what} by {actor(event)}"


def dedup(event):
    return f"{actor(event)}"


def alert_context(event):
    return context(event)

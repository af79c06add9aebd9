"""Okta now trusts another identity provider, or the settings of one were changed."""

from okta import actor, context, target, worked

WHAT = {
    "system.idp.lifecycle.create": "added",
    "system.idp.lifecycle.activate": "activated",
    "system.idp.lifecycle.update": "changed",
}


def rule(event):
    return event.get("eventType") in WHAT and worked(event)


def title(event):
    what = WHAT.get(event.get("eventType"))
    return f"identity provider {target(event)} {what} in Okta by {actor(event)}"


def dedup(event):
    return f"{target(event)}"


def alert_context(event):
    return context(event)

"""An administrator took away the second factors of somebody else. Changing one's own is not reported."""

from okta import actor, context, target, targets, worked

WHAT = {
    "user.mfa.factor.reset_all": "all factors of",
    "user.mfa.factor.deactivate": "a factor of",
    "user.mfa.factor.suspend": "a factor of",
}


def rule(event):
    return event.get("eventType") in WHAT and worked(event) and not own(event)


def title(event):
    what = WHAT.get(event.get("eventType"))
    return f"{actor(event)} reset {what} {target(event, 'User')}"


def dedup(event):
    return f"{target(event, 'User')}"


def own(event):
    return actor(event) in targets(event, "User")


def severity(event):
    return "HIGH" if event.get("eventType") == "user.mfa.factor.reset_all" else "MEDIUM"


def alert_context(event):
    return context(event)

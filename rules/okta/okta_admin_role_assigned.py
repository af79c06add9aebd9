"""A user, a group or a resource set got an administrator role."""

from okta import actor, context, debug, target, worked

WHAT = {
    "user.account.privilege.grant": "given to",
    "group.privilege.grant": "given to the group",
    "iam.resourceset.bindings.add": "given in a resource set to",
}


def rule(event):
    return event.get("eventType") in WHAT and worked(event)


def title(event):
    what = WHAT.get(event.get("eventType"))
    return f"Okta administrator role {role(event)} {what} {target(event)} by {actor(event)}"


def dedup(event):
    return f"{target(event)}"


def role(event):
    return debug(event, "privilegeGranted") or "?"


def severity(event):
    return "CRITICAL" if "Super" in role(event) else "HIGH"


def alert_context(event):
    return context(event, role=role(event))

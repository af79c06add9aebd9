"""A user pressed `report` in a mail from Okta about a sign-in, a new device or a factor."""

from okta import actor, context

WHAT = {
    "user.account.report_suspicious_activity_by_enduser": "reports",
}


def rule(event):
    return event.get("eventType") in WHAT and True


def title(event):
    what = WHAT.get(event.get("eventType"))
    return f"{actor(event)} {what} activity in Okta that is not theirs"


def dedup(event):
    return f"{actor(event)}"


def alert_context(event):
    return context(event)

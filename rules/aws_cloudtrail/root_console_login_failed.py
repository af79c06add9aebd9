"""A sign-in of the root user failed: a wrong password, or a wrong code."""

from cloudtrail import account, context, identity


def rule(event):
    if event.get("eventSource") != "signin.amazonaws.com" or event.get("eventName") != "ConsoleLogin":
        return False
    if identity(event).get("type") != "Root":
        return False
    return (event.get("responseElements") or {}).get("ConsoleLogin") == "Failure"


def title(event):
    return f"root sign-in to {account(event)} failed from {event.get('sourceIPAddress')}"


def dedup(event):
    return f"{account(event)} {event.get('sourceIPAddress')}"


def severity(event):
    # The password was right, the second factor was not.
    extra = event.get("additionalEventData") or {}
    return "HIGH" if str(extra.get("MFAUsed")).lower() == "yes" else "MEDIUM"


def alert_context(event):
    return context(event, reason=event.get("errorMessage"))

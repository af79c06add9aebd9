"""Sign-ins to the console failed, five or more from one address within an hour. Root's are
`root_console_login_failed`.
"""

from cloudtrail import account, context, identity


def rule(event):
    if event.get("eventSource") != "signin.amazonaws.com" or event.get("eventName") != "ConsoleLogin":
        return False
    failed = (event.get("responseElements") or {}).get("ConsoleLogin") == "Failure"
    return failed and identity(event).get("type") != "Root"


def title(event):
    return f"console sign-ins to {account(event)} failed from {event.get('sourceIPAddress')}"


def dedup(event):
    return f"{account(event)} {event.get('sourceIPAddress')}"


def alert_context(event):
    # AWS hides names that do not exist, for people type passwords there.
    return context(event, user=identity(event).get("userName"), reason=event.get("errorMessage"))

"""The account's root user signed in to the console. Root cannot be limited by any policy of the account, and
next to nothing needs it: every sign-in should be one that somebody announced.

A failed attempt is not reported here.
"""

from cloudtrail import account, context, identity, signed_in


def mfa_used(event):
    # "Yes" or "No"; for root AWS has written "YES" too.
    return str((event.get("additionalEventData") or {}).get("MFAUsed")).lower() == "yes"


def rule(event):
    return identity(event).get("type") == "Root" and signed_in(event)


def title(event):
    how = "with MFA" if mfa_used(event) else "without MFA"
    return f"root of {account(event)} signed in to the console {how} from {event.get('sourceIPAddress')}"


def dedup(event):
    return f"{account(event)} {event.get('sourceIPAddress')}"


def severity(event):
    return "HIGH" if mfa_used(event) else "CRITICAL"


def alert_context(event):
    return context(event, mfa_used=mfa_used(event))

"""An access key was made for the account's root user. Such a key can do everything, from anywhere, without MFA,
and it stays until somebody deletes it: a way back in that no policy can close.

Root making a key for some user is not reported here.
"""

from cloudtrail import account, context, identity, is_call, parameters


def rule(event):
    if not is_call(event, "iam.amazonaws.com", ("CreateAccessKey",)):
        return False
    # Without a user name the key is the caller's own.
    return identity(event).get("type") == "Root" and not parameters(event).get("userName")


def title(event):
    return f"access key created for root of {account(event)} from {event.get('sourceIPAddress')}"


def dedup(event):
    return account(event)


def severity():
    return "CRITICAL"


def alert_context(event):
    key = (event.get("responseElements") or {}).get("accessKey") or {}
    return context(event, new_access_key=key.get("accessKeyId"))

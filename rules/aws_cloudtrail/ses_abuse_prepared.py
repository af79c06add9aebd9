"""Somebody who is no pipeline asks for production access to SES, or switches sending on."""

from actors import routine
from cloudtrail import account, actor, context, is_call, principal

WHAT = {
    "PutAccountDetails": "production access asked for",
    "UpdateAccountSendingEnabled": "sending switched on",
    "PutAccountSendingAttributes": "sending switched on",
}


def rule(event):
    return is_call(event, "ses.amazonaws.com", WHAT) and not routine(event)


def thing(event):

    return event.get("awsRegion") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"SES: {what} in {thing(event)} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

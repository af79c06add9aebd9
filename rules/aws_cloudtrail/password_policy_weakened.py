"""The account's password policy was deleted, or now takes passwords of fewer than 12 characters."""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "DeleteAccountPasswordPolicy": "deleted",
    "UpdateAccountPasswordPolicy": "weakened",
}


def rule(event):
    if not is_call(event, "iam.amazonaws.com", WHAT) or routine(event):
        return False
    return event.get("eventName") == "DeleteAccountPasswordPolicy" or short(event)


def thing(event):

    return account(event) or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"password policy {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def short(event):
    length = parameters(event).get("minimumPasswordLength")
    return isinstance(length, int) and length < 12


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

"""New disks in the region are no longer encrypted unless somebody asks for it."""

from actors import by_service
from cloudtrail import account, actor, context, is_call, principal

WHAT = {
    "DisableEbsEncryptionByDefault": "switched off",
}


def rule(event):
    return is_call(event, "ec2.amazonaws.com", WHAT) and not by_service(event)


def thing(event):

    return event.get("awsRegion") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"encryption of new disks {what} in {thing(event)} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

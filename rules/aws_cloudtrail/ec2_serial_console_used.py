"""A key was pushed for the serial console of an instance, or the account's switch for it was turned on.
Pipelines are not reported.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "SendSerialConsoleSSHPublicKey": "got a key for its serial console",
}


def rule(event):
    if is_call(event, "ec2.amazonaws.com", ("EnableSerialConsoleAccess",)):
        return not routine(event)
    return is_call(event, "ec2-instance-connect.amazonaws.com", WHAT) and not routine(event)


def thing(event):
    call = parameters(event)
    return call.get("instanceId") or "?"


def title(event):
    if event.get("eventName") == "EnableSerialConsoleAccess":
        return f"serial consoles switched on by {actor(event)} in {account(event)}"
    what = WHAT.get(event.get("eventName"))
    return f"instance {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

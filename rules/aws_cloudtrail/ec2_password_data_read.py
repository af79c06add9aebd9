"""Somebody asked for the administrator password that EC2 keeps for a Windows instance. Attempts that were
refused count: they are mostly somebody who tries instance after instance.
"""

from actors import routine
from cloudtrail import account, actor, context, parameters, principal


def rule(event):
    if event.get("eventSource") != "ec2.amazonaws.com" or event.get("eventName") != "GetPasswordData":
        return False
    return not routine(event)


def title(event):
    tried = "tried to read" if event.get("errorCode") else "read"
    return f"{actor(event)} {tried} the Windows password of instances in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, instance=parameters(event).get("instanceId"), refused=event.get("errorCode"))

"""Somebody asked for an instance's user data, which start-up scripts fill with secrets. Attempts that were
refused count.

Pipelines (Terraform reads it at every plan), scanners and services are not reported.
"""

from actors import by_scanner, routine
from cloudtrail import account, actor, context, parameters, principal


def rule(event):
    if event.get("eventSource") != "ec2.amazonaws.com" or event.get("eventName") != "DescribeInstanceAttribute":
        return False
    return parameters(event).get("attribute") == "userData" and not routine(event) and not by_scanner(event)


def instance(event):
    return parameters(event).get("instanceId") or "?"


def title(event):
    tried = "tried to read" if event.get("errorCode") else "read"
    return f"{actor(event)} {tried} EC2 user data in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def severity(event):
    return "MEDIUM" if event.get("errorCode") else "HIGH"


def alert_context(event):
    return context(event, instance=instance(event), refused=event.get("errorCode"))

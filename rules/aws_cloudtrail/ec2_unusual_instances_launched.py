"""Instances with graphics or accelerator chips, or very many at once, were launched or tried, by somebody who is
no service and no pipeline. Miners need both.
"""

from actors import routine
from cloudtrail import actor, context, items, parameters, place, principal

# Families with graphics cards, accelerators, or programmable chips.
FAMILIES = ("p2", "p3", "p4", "p5", "p6", "g2", "g3", "g4", "g5", "g6", "gr6", "inf", "trn", "dl1", "dl2", "f1", "vt1")
MANY = 20


def kind(event):
    return str(parameters(event).get("instanceType") or "")


def count(event):
    wanted = [item.get("maxCount") for item in items(parameters(event).get("instancesSet"))]
    return sum(one for one in wanted if isinstance(one, int))


def rule(event):
    if event.get("eventSource") != "ec2.amazonaws.com" or event.get("eventName") != "RunInstances":
        return False
    error = event.get("errorCode")
    # Launches that AWS refused for want of rights or quota are what miners leave most of.
    if error and not any(one in error for one in ("Unauthorized", "LimitExceeded", "InsufficientInstanceCapacity")):
        return False
    return (kind(event).startswith(FAMILIES) or count(event) >= MANY) and not routine(event)


def title(event):
    tried = "tried to launch" if event.get("errorCode") else "launched"
    return f"{actor(event)} {tried} {count(event) or '?'} {kind(event) or '?'} in {place(event)}"


def dedup(event):
    return f"{principal(event)}"


def alert_context(event):
    return context(event, instance_type=kind(event), count=count(event), refused=event.get("errorCode"))

"""Ten instances or more were terminated in one call by somebody who is no service and no pipeline."""

from actors import routine
from cloudtrail import actor, context, is_call, items, parameters, place, principal

MANY = 10


def instances(event):
    return [str(one.get("instanceId")) for one in items(parameters(event).get("instancesSet"))]


def rule(event):
    if not is_call(event, "ec2.amazonaws.com", ("TerminateInstances",)):
        return False
    return len(instances(event)) >= MANY and not routine(event)


def title(event):
    return f"{len(instances(event))} instances terminated by {actor(event)} in {place(event)}"


def dedup(event):
    return f"{place(event)} {principal(event)}"


def alert_context(event):
    return context(event, instances=instances(event))

"""The user data of an instance was replaced. With a cloud-init stanza it runs as root at the next start.
Pipelines are not reported.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters


def rule(event):
    if not is_call(event, "ec2.amazonaws.com", ("ModifyInstanceAttribute",)):
        return False
    # CloudTrail hides the script itself: `<sensitiveDataRemoved>`.
    return parameters(event).get("userData") is not None and not routine(event)


def instance(event):
    return parameters(event).get("instanceId") or "?"


def title(event):
    return f"start-up script of {instance(event)} changed by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {instance(event)}"


def alert_context(event):
    return context(event, instance=instance(event))

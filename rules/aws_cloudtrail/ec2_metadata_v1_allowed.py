"""The metadata service of an instance answers without a token again (IMDSv1), or answers further than the
instance itself. Pipelines are not reported.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal


def options(event):
    """The call's parameters are wrapped in its name."""
    call = parameters(event)
    inner = call.get("ModifyInstanceMetadataOptionsRequest")
    return inner if inner is not None and hasattr(inner, "get") else call


def rule(event):
    if not is_call(event, "ec2.amazonaws.com", ("ModifyInstanceMetadataOptions",)) or routine(event):
        return False
    return (options(event).get("HttpTokens") or options(event).get("httpTokens")) == "optional"


def instance(event):
    return options(event).get("InstanceId") or options(event).get("instanceId") or "?"


def title(event):
    return f"{instance(event)} gives its credentials without a token again, by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, instance=instance(event))

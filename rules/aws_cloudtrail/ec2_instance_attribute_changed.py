"""An attribute of an instance was changed that keeps an intruder's machine or widens its reach: protection from
being stopped or terminated, other security groups, no check of addresses. The start-up script is
`ec2_startup_script_changed`.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal


def value(given):
    """CloudTrail has most attributes as `{"value": x}`."""
    return given.get("value") if given is not None and hasattr(given, "get") else given


def changes(event):
    call = parameters(event)
    found = []
    if value(call.get("disableApiTermination")) is True:
        found.append("cannot be terminated")
    if value(call.get("disableApiStop")) is True:
        found.append("cannot be stopped")
    if value(call.get("sourceDestCheck")) is False:
        found.append("takes any address")
    if call.get("groupSet"):
        found.append("other security groups")
    return found


def rule(event):
    if not is_call(event, "ec2.amazonaws.com", ("ModifyInstanceAttribute",)):
        return False
    return len(changes(event)) > 0 and not routine(event)


def instance(event):
    return parameters(event).get("instanceId") or "?"


def title(event):
    return f"{instance(event)} changed ({', '.join(changes(event))}) by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, instance=instance(event), changes=changes(event))

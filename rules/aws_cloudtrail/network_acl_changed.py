"""A network ACL was changed by somebody who is no pipeline."""

from actors import routine
from cloudtrail import actor, context, is_call, parameters, place, principal

WHAT = {
    "CreateNetworkAcl": "created",
    "CreateNetworkAclEntry": "got an entry",
    "ReplaceNetworkAclEntry": "got another entry",
    "DeleteNetworkAclEntry": "lost an entry",
    "DeleteNetworkAcl": "deleted",
    "ReplaceNetworkAclAssociation": "put over another subnet",
}


def rule(event):
    return is_call(event, "ec2.amazonaws.com", WHAT) and not routine(event)


def thing(event):
    call = parameters(event)
    return call.get("networkAclId") or call.get("vpcId") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"network ACL {thing(event)} {what} by {actor(event)} in {place(event)}"


def dedup(event):
    return f"{place(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

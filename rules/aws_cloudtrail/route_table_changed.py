"""A route table was changed by somebody who is no pipeline."""

from actors import routine
from cloudtrail import actor, context, is_call, parameters, place, principal

WHAT = {
    "CreateRoute": "got a route",
    "ReplaceRoute": "got another route",
    "DeleteRoute": "lost a route",
    "CreateRouteTable": "created",
    "DeleteRouteTable": "deleted",
    "ReplaceRouteTableAssociation": "put over another subnet",
    "DisassociateRouteTable": "taken off a subnet",
}


def rule(event):
    return is_call(event, "ec2.amazonaws.com", WHAT) and not routine(event)


def thing(event):
    call = parameters(event)
    return call.get("routeTableId") or call.get("vpcId") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"route table {thing(event)} {what} by {actor(event)} in {place(event)}"


def dedup(event):
    return f"{place(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

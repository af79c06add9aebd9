"""A way in or out of a network was made by somebody who is no pipeline."""

from actors import routine
from cloudtrail import actor, context, is_call, parameters, place, principal

WHAT = {
    "CreateInternetGateway": "internet gateway created",
    "AttachInternetGateway": "internet gateway attached",
    "DetachInternetGateway": "internet gateway detached",
    "CreateCustomerGateway": "customer gateway created",
    "CreateVpnGateway": "VPN gateway created",
    "AttachVpnGateway": "VPN gateway attached",
    "CreateVpnConnection": "VPN connection created",
    "CreateNatGateway": "NAT gateway created",
    "CreateVpcPeeringConnection": "peering asked for",
    "AcceptVpcPeeringConnection": "peering accepted",
    "CreateTransitGatewayVpcAttachment": "transit gateway attached",
}


def rule(event):
    return is_call(event, "ec2.amazonaws.com", WHAT) and not routine(event)


def thing(event):
    call = parameters(event)
    return call.get("vpcId") or call.get("internetGatewayId") or call.get("ipAddress") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"{what} ({thing(event)}) by {actor(event)} in {place(event)}"


def dedup(event):
    return f"{place(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

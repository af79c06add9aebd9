"""Somebody was made administrator of an EKS cluster by an access policy. Pipelines are not reported."""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "AssociateAccessPolicy": "given to",
}


def rule(event):
    if not is_call(event, "eks.amazonaws.com", WHAT) or routine(event):
        return False
    return str(parameters(event).get("policyArn")).endswith(("AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy"))


def thing(event):
    call = parameters(event)
    return call.get("name") or call.get("clusterName") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"administration of cluster {thing(event)} {what} another by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

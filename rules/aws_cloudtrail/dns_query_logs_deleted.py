"""The logging of DNS queries was deleted or taken off a network by somebody who is no pipeline."""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "DeleteResolverQueryLogConfig": "deleted",
    "DisassociateResolverQueryLogConfig": "taken off a network",
}


def rule(event):
    return is_call(event, "route53resolver.amazonaws.com", WHAT) and not routine(event)


def thing(event):
    call = parameters(event)
    return call.get("resolverQueryLogConfigId") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"DNS query logging {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

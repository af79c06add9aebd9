"""A web ACL of AWS WAF was deleted, taken off what it protects, or no longer logs, by somebody who is no
pipeline.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "DeleteWebACL": "deleted",
    "DisassociateWebACL": "taken off a resource",
    "DeleteLoggingConfiguration": "no longer logged",
    "DeleteRuleGroup": "lost a group of rules",
}


def rule(event):
    return is_call(event, "wafv2.amazonaws.com", WHAT) and not routine(event)


def thing(event):
    call = parameters(event)
    return call.get("name") or call.get("resourceArn") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"web ACL {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

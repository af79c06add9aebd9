"""A policy was written that allows `*`, `iam:*` or `sts:*`: into a user, group or role, or as a managed policy.
The text is read, so it does not matter how it is spelled.

Roles and managed policies that a pipeline writes are not reported.
"""

from actors import by_service, routine
from cloudtrail import account, actor, context, is_call, parameters
from policies import admin_actions

CALLS = ("PutUserPolicy", "PutGroupPolicy", "PutRolePolicy", "CreatePolicy", "CreatePolicyVersion")


def target(event):
    call = parameters(event)
    for key in ("userName", "groupName", "roleName"):
        if call.get(key):
            return f"{key.removesuffix('Name')} {call.get(key)}"
    return f"policy {call.get('policyName') or call.get('policyArn') or '?'}"


def allowed(event):
    return admin_actions(parameters(event).get("policyDocument"))


def rule(event):
    if not is_call(event, "iam.amazonaws.com", CALLS) or by_service(event) or len(allowed(event)) == 0:
        return False
    return event.get("eventName") in ("PutUserPolicy", "PutGroupPolicy") or not routine(event)


def title(event):
    what = ", ".join(allowed(event))
    return f"{actor(event)} wrote a policy that allows {what} for {target(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {target(event)}"


def severity(event):
    return "CRITICAL" if event.get("eventName") == "PutUserPolicy" and "*" in allowed(event) else "HIGH"


def alert_context(event):
    return context(event, target=target(event), allowed=allowed(event), policy=parameters(event).get("policyDocument"))

"""An inline policy was written, a new version of a managed one put in force, or a policy attached, by somebody
who is no pipeline. What gives full control has rules of its own, and is not reported twice.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal
from policies import admin_actions

ATTACHED = ("AttachUserPolicy", "AttachGroupPolicy", "AttachRolePolicy")
WRITTEN = ("PutUserPolicy", "PutGroupPolicy", "PutRolePolicy", "CreatePolicyVersion", "SetDefaultPolicyVersion")
ADMIN = ("AdministratorAccess", "IAMFullAccess", "PowerUserAccess")
UNKNOWN = "?"


def rule(event):
    if not is_call(event, "iam.amazonaws.com", ATTACHED + WRITTEN) or routine(event):
        return False
    call = parameters(event)
    if target(event) == UNKNOWN or (event.get("eventName") == "CreatePolicyVersion" and not call.get("setAsDefault")):
        return False
    if (call.get("policyArn") or "").split("/")[-1] in ADMIN:
        return False
    return len(admin_actions(call.get("policyDocument"))) == 0


def target(event):
    """Whom or what it is about: `user bob`, `policy arn:...`."""
    call = parameters(event)
    for key in ("userName", "groupName", "roleName"):
        if call.get(key):
            return f"{key.removesuffix('Name')} {call.get(key)}"
    return f"policy {call.get('policyArn')}" if call.get("policyArn") else UNKNOWN


def title(event):
    return f"{actor(event)} changed what {target(event)} may do in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    call = parameters(event)
    return context(event, action=event.get("eventName"), target=target(event), policy=call.get("policyDocument"))

"""A policy that gives full control was attached to a permission set, or written into it. Pipelines are not
reported.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters
from policies import admin_actions

ADMIN_POLICIES = (
    "AdministratorAccess",
    "IAMFullAccess",
    "PowerUserAccess",
    "AWSSSOMasterAccountAdministrator",
    "AWSSSOMemberAccountAdministrator",
    "AWSIdentityCenterFullAccess",
)


def given(event):
    """The admin policy's name, what an inline policy allows, or an empty text."""
    call = parameters(event)
    if event.get("eventName") == "AttachManagedPolicyToPermissionSet":
        name = (call.get("managedPolicyArn") or "").split("/")[-1]
        return name if name in ADMIN_POLICIES else ""
    return ", ".join(admin_actions(call.get("inlinePolicy")))


def rule(event):
    calls = ("AttachManagedPolicyToPermissionSet", "PutInlinePolicyToPermissionSet")
    return is_call(event, "sso.amazonaws.com", calls) and bool(given(event)) and not routine(event)


def permission_set(event):
    return (parameters(event).get("permissionSetArn") or "?").split("/")[-1]


def title(event):
    return f"permission set {permission_set(event)} given {given(event)} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {permission_set(event)}"


def alert_context(event):
    return context(event, permission_set=permission_set(event), given=given(event))

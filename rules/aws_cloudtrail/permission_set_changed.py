"""A permission set of IAM Identity Center was made or changed by somebody who is no pipeline. Admin policies are
`permission_set_admin`.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "CreatePermissionSet": "created",
    "UpdatePermissionSet": "changed",
    "PutInlinePolicyToPermissionSet": "given an inline policy",
    "AttachCustomerManagedPolicyReferenceToPermissionSet": "given a policy",
    "DeletePermissionsBoundaryFromPermissionSet": "freed of its boundary",
}


def rule(event):
    return is_call(event, "sso.amazonaws.com", WHAT) and not routine(event)


def thing(event):
    call = parameters(event)
    return call.get("name") or (call.get("permissionSetArn") or "").split("/")[-1] or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"permission set {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

"""A managed policy that gives full control, or what is needed to take it, was attached to a user, a group or a
role.

Of what a pipeline attaches to roles only the widest is reported: the rest was reviewed as code. Inline policies are
`inline_policy_admin`.
"""

from actors import by_pipeline
from cloudtrail import account, actor, context, is_call, parameters

# Of AWS's own policies those that give everything, or all that is needed to take everything.
ADMIN_POLICIES = (
    "AdministratorAccess",
    "IAMFullAccess",
    "PowerUserAccess",
    "AWSSSOMasterAccountAdministrator",
    "AWSSSOMemberAccountAdministrator",
    "AWSIdentityCenterFullAccess",
)
TARGETS = {"AttachUserPolicy": "userName", "AttachGroupPolicy": "groupName", "AttachRolePolicy": "roleName"}


def policy(event):
    """The attached policy's name if it is one of AWS's own, else an empty text."""
    # arn:aws:iam::aws:policy/NAME, with aws-cn or aws-us-gov for the partition elsewhere.
    arn = parameters(event).get("policyArn") or ""
    parts = arn.split(":")
    if len(parts) != 6 or parts[4] != "aws":
        return ""
    return parts[5].split("/")[-1]


def target(event):
    """Who got it: `user bob`, `role app`."""
    key = TARGETS.get(event.get("eventName")) or "userName"
    return f"{key.removesuffix('Name')} {parameters(event).get(key)}"


def rule(event):
    if not is_call(event, "iam.amazonaws.com", TARGETS) or policy(event) not in ADMIN_POLICIES:
        return False
    if event.get("eventName") == "AttachRolePolicy" and by_pipeline(event):
        return policy(event) in ("AdministratorAccess", "IAMFullAccess")
    return True


def title(event):
    return f"{policy(event)} attached to {target(event)} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {target(event)}"


def severity(event):
    if policy(event) == "PowerUserAccess" or by_pipeline(event):
        return "MEDIUM"
    return "CRITICAL" if parameters(event).get("userName") else "HIGH"


def alert_context(event):
    return context(event, policy_arn=parameters(event).get("policyArn"), target=target(event))

"""A policy that gives full control was attached to a user, a group or a role. It is the shortest way from a foothold to
the whole account, and the usual way to keep it.

Policies that are written into a user, group or role (PutUserPolicy and its like) are not read here.
"""

from cloudtrail import account, actor, context, is_call, parameters

# Of AWS's own policies those that give everything, or all that is needed to take everything.
ADMIN_POLICIES = ("AdministratorAccess", "IAMFullAccess")
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
    return is_call(event, "iam.amazonaws.com", TARGETS) and policy(event) in ADMIN_POLICIES


def title(event):
    return f"{policy(event)} attached to {target(event)} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {target(event)}"


def severity(event):
    return "CRITICAL" if parameters(event).get("userName") else "HIGH"


def alert_context(event):
    return context(event, policy_arn=parameters(event).get("policyArn"), target=target(event))

"""A role, and not a person, created an IAM user. Where roles are for workloads and people come through single sign-on,
new users with passwords and keys of their own are how a stolen session outlives its hour.
"""

from cloudtrail import account, actor, context, identity, is_call, parameters


def rule(event):
    return identity(event).get("type") == "AssumedRole" and is_call(event, "iam.amazonaws.com", ("CreateUser",))


def role(event):
    """The role's name, whichever session of it made the call."""
    issuer = (identity(event).get("sessionContext") or {}).get("sessionIssuer") or {}
    return issuer.get("userName") or actor(event).split("/")[0]


def title(event):
    return f"IAM user {parameters(event).get('userName')} created by role {role(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {role(event)}"


def severity():
    return "MEDIUM"


def alert_context(event):
    return context(event, new_user=parameters(event).get("userName"), role=role(event))

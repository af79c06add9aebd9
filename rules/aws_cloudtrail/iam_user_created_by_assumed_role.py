"""A role or an AWS service, and not a person of the account, created an IAM user. Pipelines and CloudFormation
are not reported; a user made by a user or by root is `iam_user_created`.
"""

from actors import routine
from cloudtrail import account, actor, context, identity, is_call, parameters

KINDS = ("AssumedRole", "FederatedUser", "SAMLUser", "WebIdentityUser", "AWSAccount", "AWSService", "Unknown")


def rule(event):
    if not is_call(event, "iam.amazonaws.com", ("CreateUser",)) or identity(event).get("type") not in KINDS:
        return False
    # A service that makes a user by itself is the case to see; CloudFormation has the caller's identity.
    return identity(event).get("type") == "AWSService" or not routine(event)


def role(event):
    """The role's name, whichever session of it made the call."""
    issuer = (identity(event).get("sessionContext") or {}).get("sessionIssuer") or {}
    return issuer.get("userName") or actor(event).split("/")[0]


def title(event):
    return f"IAM user {parameters(event).get('userName')} created by role {role(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {role(event)}"


def alert_context(event):
    return context(event, new_user=parameters(event).get("userName"), role=role(event))

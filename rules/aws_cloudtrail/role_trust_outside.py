"""A role's trust policy lets in everybody, or an account that is not yours. Trust in accounts that a pipeline
writes is not reported; trust in everybody always is.
"""

from actors import by_service, outside, routine
from cloudtrail import account, actor, context, is_call, parameters
from policies import is_public, trusted_accounts


def document(event):
    call = parameters(event)
    return call.get("policyDocument") or call.get("assumeRolePolicyDocument")


def trusted(event):
    """`*`, or the accounts outside that the role trusts."""
    found = outside(event, trusted_accounts(document(event)))
    return ["*"] + found if is_public(document(event)) else found


def rule(event):
    if not is_call(event, "iam.amazonaws.com", ("UpdateAssumeRolePolicy", "CreateRole")) or by_service(event):
        return False
    found = trusted(event)
    return len(found) > 0 and ("*" in found or not routine(event))


def role(event):
    return parameters(event).get("roleName") or "?"


def title(event):
    return f"role {role(event)} of {account(event)} now trusts {', '.join(trusted(event))}, by {actor(event)}"


def dedup(event):
    return f"{account(event)} {role(event)}"


def severity(event):
    return "CRITICAL" if "*" in trusted(event) else "HIGH"


def alert_context(event):
    return context(event, role=role(event), trusted=trusted(event), trust_policy=document(event))

"""Somebody assumed a role that gives more than an ordinary day needs: the administrator role that Organizations
puts into member accounts, roles for emergencies. `SENSITIVE_ROLE_WORDS` in rules/helpers/settings.py says
which.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal
from settings import SENSITIVE_ROLE_WORDS

CALLS = ("AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity")


def role(event):
    return (parameters(event).get("roleArn") or "?").split("/")[-1]


def rule(event):
    if not is_call(event, "sts.amazonaws.com", CALLS):
        return False
    called = role(event).lower()
    return any(word in called for word in SENSITIVE_ROLE_WORDS) and not routine(event)


def title(event):
    return f"{actor(event)} assumed {role(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)} {role(event)}"


def alert_context(event):
    call = parameters(event)
    return context(event, role=call.get("roleArn"), session=call.get("roleSessionName"))

"""An IAM user's key made a session for another name, which lives on when the key is deactivated. Pipelines and
services are not reported.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal
from policies import admin_actions


def rule(event):
    return is_call(event, "sts.amazonaws.com", ("GetFederationToken",)) and not routine(event)


def session(event):
    return parameters(event).get("name") or "?"


def is_admin(event):
    return len(admin_actions(parameters(event).get("policy"))) > 0


def title(event):
    return f"{actor(event)} made a federation token for {session(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def severity(event):
    return "HIGH" if is_admin(event) else "MEDIUM"


def alert_context(event):
    made = (event.get("responseElements") or {}).get("credentials") or {}
    call = parameters(event)
    return context(event, session=session(event), policy=call.get("policy"), new_access_key=made.get("accessKeyId"))

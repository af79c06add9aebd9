"""A user or root created an IAM user. Users made by roles and services are `iam_user_created_by_assumed_role`;
pipelines are not reported.
"""

from actors import routine
from cloudtrail import account, actor, context, identity, is_call, parameters, principal

WHAT = {
    "CreateUser": "created",
}


def rule(event):
    if not is_call(event, "iam.amazonaws.com", WHAT) or routine(event):
        return False
    return identity(event).get("type") in ("IAMUser", "Root")


def thing(event):
    call = parameters(event)
    return call.get("userName") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"IAM user {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

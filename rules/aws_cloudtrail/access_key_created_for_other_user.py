"""Somebody made an access key for a user that is not themselves. Pipelines are not reported, nor is
CloudFormation.
"""

from actors import routine
from cloudtrail import account, actor, context, identity, is_call, parameters, principal


def target(event):
    return parameters(event).get("userName")


def rule(event):
    if not is_call(event, "iam.amazonaws.com", ("CreateAccessKey",)) or not target(event):
        return False
    return target(event) != identity(event).get("userName") and not routine(event)


def title(event):
    return f"access key for user {target(event)} created by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)} {target(event)}"


def alert_context(event):
    key = (event.get("responseElements") or {}).get("accessKey") or {}
    return context(event, user=target(event), new_access_key=key.get("accessKeyId"))

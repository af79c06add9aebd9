"""A user made an access key of its own, or a key was activated again. A key for another user is
`access_key_created_for_other_user`, root's is `root_access_key_created`.
"""

from actors import routine
from cloudtrail import account, actor, context, identity, is_call, parameters, principal

WHAT = {
    "CreateAccessKey": "created",
    "UpdateAccessKey": "activated again",
}


def rule(event):
    if not is_call(event, "iam.amazonaws.com", WHAT) or routine(event):
        return False
    call = parameters(event)
    if event.get("eventName") == "UpdateAccessKey":
        return call.get("status") == "Active"
    own = call.get("userName") or identity(event).get("userName")
    return identity(event).get("type") == "IAMUser" and own == identity(event).get("userName")


def thing(event):
    call = parameters(event)
    return call.get("userName") or identity(event).get("userName") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"access key of {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

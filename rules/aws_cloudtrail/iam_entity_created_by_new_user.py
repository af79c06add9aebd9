"""A user that was created in the last day creates users, roles or keys itself. New users are kept for a day,
under their account and name.
"""

from actors import routine
from cloudtrail import account, actor, context, identity, is_call, parameters, principal
from panther_detection_helpers.caching import get_string_set, put_string_set

CREATED = ("CreateUser", "CreateRole", "CreateAccessKey", "CreateLoginProfile", "CreateGroup")
DAY = 24 * 3600


def key(event, user):
    return f"iam-new-user {account(event)} {user}"


def rule(event):
    if not is_call(event, "iam.amazonaws.com", CREATED):
        return False
    if event.get("eventName") == "CreateUser" and parameters(event).get("userName"):
        put_string_set(key(event, parameters(event).get("userName")), {"new"}, epoch_seconds=DAY)
    user = identity(event).get("userName")
    if identity(event).get("type") != "IAMUser" or not user or routine(event):
        return False
    return len(get_string_set(key(event, user))) > 0


def made(event):
    call = parameters(event)
    return call.get("roleName") or call.get("groupName") or call.get("userName") or "a key of its own"


def title(event):
    what = str(event.get("eventName")).removeprefix("Create")
    return f"new user {actor(event)} made {what} {made(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), created=made(event))

"""A user was put into a group whose name says that it is of administrators, or put itself into any group."""

import re

from actors import routine
from cloudtrail import account, actor, context, identity, is_call, parameters

ADMIN = re.compile(r"admin|root|power-?user|owner|break-?glass|super|sudo|fullaccess", re.IGNORECASE)


def user(event):
    return parameters(event).get("userName") or "?"


def group(event):
    return parameters(event).get("groupName") or ""


def rule(event):
    if not is_call(event, "iam.amazonaws.com", ("AddUserToGroup",)) or not group(event) or routine(event):
        return False
    return ADMIN.search(group(event)) is not None or user(event) == identity(event).get("userName")


def title(event):
    return f"user {user(event)} added to group {group(event)} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {user(event)}"


def alert_context(event):
    return context(event, user=user(event), group=group(event))

"""A user got a console password, or a new one, from somebody else. Changing one's own password is another call
and is not reported; pipelines are not, either.
"""

from actors import routine
from cloudtrail import account, actor, context, identity, is_call, parameters

WHAT = {"CreateLoginProfile": "given a console password", "UpdateLoginProfile": "given another console password"}


def rule(event):
    return is_call(event, "iam.amazonaws.com", WHAT) and not routine(event)


def user(event):
    return parameters(event).get("userName") or "?"


def title(event):
    return f"user {user(event)} {WHAT.get(event.get('eventName'))} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {user(event)}"


def severity(event):
    # A key that makes itself a password becomes a person.
    return "HIGH" if user(event) == identity(event).get("userName") else "MEDIUM"


def alert_context(event):
    call = parameters(event)
    return context(event, user=user(event), must_reset=call.get("passwordResetRequired"))

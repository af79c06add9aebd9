"""An instance was given a role, or another one, by somebody who is no pipeline."""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "AssociateIamInstanceProfile": "got a role",
    "ReplaceIamInstanceProfileAssociation": "got another role",
}


def rule(event):
    return is_call(event, "ec2.amazonaws.com", WHAT) and not routine(event)


def thing(event):
    call = parameters(event)
    return (
        str(
            call.get("instanceId")
            or (call.get("AssociateIamInstanceProfileRequest") or {}).get("InstanceId")
            or (call.get("ReplaceIamInstanceProfileAssociationRequest") or {}).get("AssociationId")
            or "?"
        )
        or "?"
    )


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"instance {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

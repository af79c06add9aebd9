"""An application of IAM Identity Center was made or deleted by somebody who is no service and no pipeline."""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "CreateManagedApplicationInstance": "created",
    "DeleteManagedApplicationInstance": "deleted",
    "CreateApplication": "created",
    "DeleteApplication": "deleted",
}


def rule(event):
    return is_call(event, "sso.amazonaws.com", WHAT) and not routine(event)


def thing(event):
    call = parameters(event)
    return (
        call.get("name")
        or call.get("applicationName")
        or call.get("managedApplicationInstanceId")
        or call.get("applicationArn")
        or "?"
    )


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"application {thing(event)} of Identity Center {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

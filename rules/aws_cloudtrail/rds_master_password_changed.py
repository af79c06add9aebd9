"""The master password of a database was set by somebody who is no pipeline."""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters

WHAT = {
    "ModifyDBInstance": "changed",
    "ModifyDBCluster": "changed",
}


def rule(event):
    if not is_call(event, "rds.amazonaws.com", WHAT) or routine(event):
        return False
    return parameters(event).get("masterUserPassword") is not None


def thing(event):
    call = parameters(event)
    return call.get("dBInstanceIdentifier") or call.get("dBClusterIdentifier") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"master password of {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {thing(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

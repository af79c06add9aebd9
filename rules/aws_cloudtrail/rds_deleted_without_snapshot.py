"""A database was deleted and no last snapshot asked for, by somebody who is no pipeline."""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "DeleteDBInstance": "deleted without a snapshot",
    "DeleteDBCluster": "deleted without a snapshot",
}


def rule(event):
    if not is_call(event, "rds.amazonaws.com", WHAT) or routine(event):
        return False
    return parameters(event).get("skipFinalSnapshot") is True


def thing(event):
    call = parameters(event)
    return call.get("dBInstanceIdentifier") or call.get("dBClusterIdentifier") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"database {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

"""A database was given a public address. Security groups may still close it. Pipelines are not reported."""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters

WHAT = {
    "CreateDBInstance": "created with a public address",
    "ModifyDBInstance": "given a public address",
    "RestoreDBInstanceFromDBSnapshot": "restored with a public address",
    "RestoreDBInstanceToPointInTime": "restored with a public address",
}


def rule(event):
    if not is_call(event, "rds.amazonaws.com", WHAT) or routine(event):
        return False
    return parameters(event).get("publiclyAccessible") is True


def thing(event):
    call = parameters(event)
    return call.get("dBInstanceIdentifier") or call.get("targetDBInstanceIdentifier") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"database {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {thing(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

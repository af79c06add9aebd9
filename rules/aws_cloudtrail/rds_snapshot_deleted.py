"""RDS snapshots were deleted by hand. Pipelines, AWS Backup, lifecycle managers and other services are not
reported.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal


def rule(event):
    return is_call(event, "rds.amazonaws.com", ("DeleteDBSnapshot", "DeleteDBClusterSnapshot")) and not routine(event)


def snapshot(event):
    call = parameters(event)
    return call.get("dBSnapshotIdentifier") or call.get("dBClusterSnapshotIdentifier") or "?"


def title(event):
    return f"RDS snapshot {snapshot(event)} deleted by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, snapshot=snapshot(event))

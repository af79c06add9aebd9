"""A snapshot of a database or of a cluster may be restored by every AWS account. Sharing with single accounts is
`rds_snapshot_shared`.
"""

from cloudtrail import account, actor, context, is_call, parameters

CALLS = ("ModifyDBSnapshotAttribute", "ModifyDBClusterSnapshotAttribute")


def rule(event):
    if not is_call(event, "rds.amazonaws.com", CALLS) or parameters(event).get("attributeName") != "restore":
        return False
    return "all" in (parameters(event).get("valuesToAdd") or [])


def snapshot(event):
    call = parameters(event)
    return call.get("dBSnapshotIdentifier") or call.get("dBClusterSnapshotIdentifier") or "?"


def title(event):
    return f"RDS snapshot {snapshot(event)} made public by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {snapshot(event)}"


def alert_context(event):
    return context(event, snapshot=snapshot(event))

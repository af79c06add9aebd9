"""A snapshot of a database may be restored by an account that is not yours. Sharing with everybody is
`rds_snapshot_public`.
"""

from actors import outside
from cloudtrail import account, actor, context, is_call, parameters


def added(event):
    """The accounts that were added and are not yours."""
    call = parameters(event)
    return outside(event, call.get("valuesToAdd")) if call.get("attributeName") == "restore" else []


def rule(event):
    return (
        is_call(event, "rds.amazonaws.com", ("ModifyDBSnapshotAttribute", "ModifyDBClusterSnapshotAttribute"))
        and len(added(event)) > 0
    )


def thing(event):
    call = parameters(event)
    return call.get("dBSnapshotIdentifier") or call.get("dBClusterSnapshotIdentifier") or "?"


def title(event):
    return f"RDS snapshot {thing(event)} shared with {', '.join(added(event))} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {thing(event)}"


def alert_context(event):
    return context(event, target=thing(event), shared_with=added(event))

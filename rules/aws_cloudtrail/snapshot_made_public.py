"""An EBS or RDS snapshot was shared with everyone. Anybody with an AWS account can now copy the disk or the database,
and it takes seconds until somebody who looks for such snapshots does.

Sharing with single accounts is not reported here.
"""

from cloudtrail import account, actor, context, is_call, parameters

RDS_CALLS = ("ModifyDBSnapshotAttribute", "ModifyDBClusterSnapshotAttribute")


def ebs_public(event):
    added = ((parameters(event).get("createVolumePermission") or {}).get("add") or {}).get("items") or []
    return any(item.get("group") == "all" for item in added)


def rds_public(event):
    return parameters(event).get("attributeName") == "restore" and "all" in (parameters(event).get("valuesToAdd") or [])


def rule(event):
    if is_call(event, "ec2.amazonaws.com", ("ModifySnapshotAttribute",)):
        return ebs_public(event)
    return is_call(event, "rds.amazonaws.com", RDS_CALLS) and rds_public(event)


def snapshot(event):
    for key in ("snapshotId", "dBSnapshotIdentifier", "dBClusterSnapshotIdentifier"):
        if parameters(event).get(key):
            return parameters(event).get(key)
    return "?"


def title(event):
    service = "RDS" if event.get("eventName") in RDS_CALLS else "EBS"
    return f"{service} snapshot {snapshot(event)} made public by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {snapshot(event)}"


def severity():
    return "CRITICAL"


def alert_context(event):
    return context(event, snapshot=snapshot(event))

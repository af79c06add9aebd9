"""A snapshot of a disk may be copied by every AWS account. Sharing with single accounts is
`ebs_snapshot_shared`.
"""

from cloudtrail import account, actor, context, is_call, items, parameters


def rule(event):
    if not is_call(event, "ec2.amazonaws.com", ("ModifySnapshotAttribute",)):
        return False
    added = items((parameters(event).get("createVolumePermission") or {}).get("add"))
    return any(item.get("group") == "all" for item in added)


def snapshot(event):
    return parameters(event).get("snapshotId") or "?"


def title(event):
    return f"EBS snapshot {snapshot(event)} made public by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {snapshot(event)}"


def alert_context(event):
    return context(event, snapshot=snapshot(event))

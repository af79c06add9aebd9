"""A snapshot of a disk may be copied by an account that is not yours. Sharing with everybody is
`ebs_snapshot_public`.
"""

from actors import outside
from cloudtrail import account, actor, context, is_call, items, parameters


def added(event):
    """The accounts that were added and are not yours."""
    call = parameters(event)
    return outside(event, [one.get("userId") for one in items((call.get("createVolumePermission") or {}).get("add"))])


def rule(event):
    return is_call(event, "ec2.amazonaws.com", ("ModifySnapshotAttribute",)) and len(added(event)) > 0


def thing(event):
    call = parameters(event)
    return call.get("snapshotId") or "?"


def title(event):
    return f"EBS snapshot {thing(event)} shared with {', '.join(added(event))} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {thing(event)}"


def alert_context(event):
    return context(event, target=thing(event), shared_with=added(event))

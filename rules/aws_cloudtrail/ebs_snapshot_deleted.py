"""EBS snapshots were deleted by hand. Pipelines, AWS Backup, lifecycle managers and other services are not
reported.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal


def rule(event):
    return is_call(event, "ec2.amazonaws.com", ("DeleteSnapshot",)) and not routine(event)


def snapshot(event):
    call = parameters(event)
    return call.get("snapshotId") or "?"


def title(event):
    return f"EBS snapshot {snapshot(event)} deleted by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, snapshot=snapshot(event))

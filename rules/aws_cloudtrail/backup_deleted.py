"""Backups of AWS Backup, or what makes and keeps them, were deleted by somebody who is no pipeline. AWS Backup's
own deletion of old ones is not reported.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "DeleteRecoveryPoint": "recovery point deleted",
    "DeleteBackupVault": "vault deleted",
    "DeleteBackupPlan": "plan deleted",
    "DeleteBackupSelection": "resources taken out of a plan",
    "DeleteBackupVaultLockConfiguration": "lock of the vault removed",
}


def rule(event):
    return is_call(event, "backup.amazonaws.com", WHAT) and not routine(event)


def thing(event):
    call = parameters(event)
    return call.get("backupVaultName") or call.get("backupPlanId") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"AWS Backup: {what} ({thing(event)}) by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

"""GuardDuty was switched off: its detector deleted or suspended, or member accounts no longer watched. Nothing
that happens in the region afterwards becomes a finding.
"""

from cloudtrail import account, actor, context, is_call, parameters

WHAT = {
    "DeleteDetector": "deleted",
    "UpdateDetector": "suspended",
    "StopMonitoringMembers": "no longer watching members",
    "DisassociateMembers": "no longer watching members",
    "DeleteMembers": "no longer watching members",
    "DisassociateFromAdministratorAccount": "cut off from its administrator",
    "DisassociateFromMasterAccount": "cut off from its administrator",
}


def rule(event):
    if not is_call(event, "guardduty.amazonaws.com", WHAT):
        return False
    # Other settings of a detector are updated by the same call.
    return event.get("eventName") != "UpdateDetector" or parameters(event).get("enable") is False


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"GuardDuty {what} by {actor(event)} in {account(event)} {event.get('awsRegion')}"


def dedup(event):
    return f"{account(event)} {event.get('awsRegion')} {event.get('eventName')}"


def severity():
    return "HIGH"


def alert_context(event):
    call = parameters(event)
    return context(event, detector=call.get("detectorId"), members=list(call.get("accountIds") or []))

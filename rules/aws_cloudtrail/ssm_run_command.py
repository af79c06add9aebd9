"""Somebody ran a command on instances through Systems Manager. Pipelines and services are not reported, nor are
AWS's own documents that patch, take inventory or keep agents.
"""

from actors import by_sso, routine
from cloudtrail import account, actor, context, is_call, parameters, principal

HARMLESS = (
    "AWS-RunPatchBaseline",
    "AWS-RunPatchBaselineAssociation",
    "AWS-RunPatchBaselineWithHooks",
    "AWS-GatherSoftwareInventory",
    "AWS-UpdateSSMAgent",
    "AWS-ConfigureAWSPackage",
    "AWS-RefreshAssociation",
    "AmazonCloudWatch-ManageAgent",
    "AmazonInspector2-InspectorSsmPlugin",
)


def document(event):
    return (parameters(event).get("documentName") or "?").split("/")[-1]


def rule(event):
    if not is_call(event, "ssm.amazonaws.com", ("SendCommand",)) or document(event) in HARMLESS:
        return False
    return not routine(event)


def targets(event):
    """The instances, or what they are chosen by."""
    call = parameters(event)
    chosen = [f"{one.get('key')}={one.get('values')}" for one in call.get("targets") or []]
    return list(call.get("instanceIds") or []) + chosen


def title(event):
    return f"{actor(event)} ran {document(event)} on {len(targets(event))} targets in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def severity(event):
    return "MEDIUM" if by_sso(event) else "HIGH"


def alert_context(event):
    command = (event.get("responseElements") or {}).get("command") or {}
    return context(event, document=document(event), targets=targets(event), command_id=command.get("commandId"))

"""Security Hub, Macie, Inspector, Detective or Access Analyzer was switched off, by a person or a pipeline.
GuardDuty, Config and CloudTrail have rules of their own.
"""

from actors import by_service
from cloudtrail import actor, context, parameters, place, principal

CALLS = {
    "securityhub.amazonaws.com:DisableSecurityHub": "Security Hub",
    "securityhub.amazonaws.com:DisassociateFromAdministratorAccount": "Security Hub's administrator",
    "macie2.amazonaws.com:DisableMacie": "Macie",
    "inspector2.amazonaws.com:Disable": "Inspector",
    "detective.amazonaws.com:DeleteGraph": "Detective",
    "access-analyzer.amazonaws.com:DeleteAnalyzer": "Access Analyzer",
}
NAMES = (
    "DisableSecurityHub",
    "DisassociateFromAdministratorAccount",
    "DisableMacie",
    "Disable",
    "DeleteGraph",
    "DeleteAnalyzer",
)


def service(event):
    return CALLS.get(f"{event.get('eventSource')}:{event.get('eventName')}")


def rule(event):
    if event.get("eventName") not in NAMES:
        return False
    return service(event) is not None and not event.get("errorCode") and not by_service(event)


def title(event):
    return f"{service(event)} switched off by {actor(event)} in {place(event)}"


def dedup(event):
    return f"{place(event)} {principal(event)}"


def alert_context(event):
    return context(event, service=service(event), action=event.get("eventName"), parameters=parameters(event))

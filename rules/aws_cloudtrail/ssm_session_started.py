"""Somebody opened a shell on an instance through Session Manager who did not come through single sign-on: an IAM
user, root, a workload's role. Pipelines are not reported.
"""

from actors import by_person, by_sso, routine
from cloudtrail import account, actor, context, is_call, parameters, principal


def rule(event):
    if not is_call(event, "ssm.amazonaws.com", ("StartSession", "ResumeSession")):
        return False
    return not by_sso(event) and not routine(event)


def target(event):
    return parameters(event).get("target") or parameters(event).get("sessionId") or "?"


def title(event):
    return f"{actor(event)} opened a shell on {target(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def severity(event):
    # A workload that opens shells elsewhere moves sideways.
    return "MEDIUM" if by_person(event) else "HIGH"


def alert_context(event):
    session = (event.get("responseElements") or {}).get("sessionId")
    return context(event, target=target(event), session=session, document=parameters(event).get("documentName"))

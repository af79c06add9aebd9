"""A person with a long-lived key or a password read a secret. Workloads read secrets all day, and people who
come through single sign-on those of their work: `secrets_read_in_bulk` counts theirs.
"""

from actors import by_person, by_sso, routine
from cloudtrail import account, actor, context, is_call, parameters, principal


def rule(event):
    if not is_call(event, "secretsmanager.amazonaws.com", ("GetSecretValue",)):
        return False
    return by_person(event) and not by_sso(event) and not routine(event)


def secret(event):
    return (parameters(event).get("secretId") or "?").split(":secret:")[-1]


def title(event):
    return f"{actor(event)} read secrets in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def severity(event):
    agent = str(event.get("userAgent"))
    return "INFO" if "Mozilla" in agent or "console" in agent.lower() else "LOW"


def alert_context(event):
    return context(event, secret=secret(event), version=parameters(event).get("versionStage"))

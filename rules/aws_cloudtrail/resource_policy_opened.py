"""The policy of a secret, key, queue, topic, repository or vault lets in everybody, or an account that is not
yours. Buckets, functions and roles have rules of their own. Pipelines are reported for everybody only.
"""

from actors import by_service, outside, routine
from cloudtrail import account, actor, context, parameters
from policies import is_public, trusted_accounts

# Where each call has the policy, and the resource's name.
CALLS = {
    "secretsmanager.amazonaws.com:PutResourcePolicy": ("resourcePolicy", "secretId"),
    "kms.amazonaws.com:PutKeyPolicy": ("policy", "keyId"),
    "sns.amazonaws.com:SetTopicAttributes": ("attributeValue", "topicArn"),
    "sqs.amazonaws.com:SetQueueAttributes": ("attributes.Policy", "queueUrl"),
    "ecr.amazonaws.com:SetRepositoryPolicy": ("policyText", "repositoryName"),
    "backup.amazonaws.com:PutBackupVaultAccessPolicy": ("policy", "backupVaultName"),
    "es.amazonaws.com:UpdateDomainConfig": ("accessPolicies", "domainName"),
}
NAMES = (
    "PutResourcePolicy",
    "PutKeyPolicy",
    "SetTopicAttributes",
    "SetQueueAttributes",
    "SetRepositoryPolicy",
    "PutBackupVaultAccessPolicy",
    "UpdateDomainConfig",
)


def call(event):
    return CALLS.get(f"{event.get('eventSource')}:{event.get('eventName')}") or ("", "")


def document(event):
    found = parameters(event)
    for key in call(event)[0].split("."):
        found = found.get(key) if found is not None and hasattr(found, "get") else None
    return found


def opened_to(event):
    """`*`, or the accounts outside that the policy lets in."""
    found = outside(event, trusted_accounts(document(event)))
    return ["*"] + found if is_public(document(event)) else found


def rule(event):
    if event.get("eventName") not in NAMES or not call(event)[0]:
        return False
    if event.get("errorCode") or by_service(event):
        return False
    found = opened_to(event)
    return len(found) > 0 and ("*" in found or not routine(event))


def resource(event):
    return str(parameters(event).get(call(event)[1]) or "?").split("/")[-1]


def title(event):
    service = str(event.get("eventSource")).split(".")[0]
    who = ", ".join(opened_to(event))
    return f"policy of {service} {resource(event)} opened to {who} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {event.get('eventSource')} {resource(event)}"


def severity(event):
    return "CRITICAL" if "*" in opened_to(event) else "HIGH"


def alert_context(event):
    return context(event, resource=resource(event), opened_to=opened_to(event), policy=document(event))

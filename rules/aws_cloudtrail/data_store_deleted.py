"""A table, file system, cluster or search domain was deleted by somebody who is no service and no pipeline.
Databases of RDS and buckets have rules of their own.
"""

from actors import routine
from cloudtrail import account, actor, context, parameters, principal

# The parameter that names what is gone.
CALLS = {
    "dynamodb.amazonaws.com:DeleteTable": "tableName",
    "elasticfilesystem.amazonaws.com:DeleteFileSystem": "fileSystemId",
    "redshift.amazonaws.com:DeleteCluster": "clusterIdentifier",
    "es.amazonaws.com:DeleteDomain": "domainName",
    "elasticache.amazonaws.com:DeleteReplicationGroup": "replicationGroupId",
    "kinesis.amazonaws.com:DeleteStream": "streamName",
    "glacier.amazonaws.com:DeleteArchive": "archiveId",
}
NAMES = (
    "DeleteTable",
    "DeleteFileSystem",
    "DeleteCluster",
    "DeleteDomain",
    "DeleteReplicationGroup",
    "DeleteStream",
    "DeleteArchive",
)


def named_by(event):
    return CALLS.get(f"{event.get('eventSource')}:{event.get('eventName')}")


def rule(event):
    if event.get("eventName") not in NAMES:
        return False
    return named_by(event) is not None and not event.get("errorCode") and not routine(event)


def store(event):
    return parameters(event).get(named_by(event)) or "?"


def title(event):
    service = str(event.get("eventSource")).split(".")[0]
    return f"{service} {store(event)} deleted by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, store=store(event), action=event.get("eventName"))

"""A bucket no longer keeps old versions: what is overwritten or deleted from now on is gone. Pipelines are not
reported.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal


def rule(event):
    if not is_call(event, "s3.amazonaws.com", ("PutBucketVersioning",)) or routine(event):
        return False
    versioning = parameters(event).get("VersioningConfiguration")
    if versioning is None or not hasattr(versioning, "get"):
        return False
    return versioning.get("Status") == "Suspended" or versioning.get("MfaDelete") == "Disabled"


def bucket(event):
    return parameters(event).get("bucketName") or "?"


def title(event):
    return f"versioning of bucket {bucket(event)} weakened by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, bucket=bucket(event), versioning=parameters(event).get("VersioningConfiguration"))

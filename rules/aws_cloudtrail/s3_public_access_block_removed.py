"""The block on public access of a bucket or of the account was deleted, or part of it switched off. Pipelines
are not reported for single buckets; for the account they are.
"""

from actors import by_service, routine
from cloudtrail import account, actor, context, parameters

OF_ACCOUNT = ("PutAccountPublicAccessBlock", "DeleteAccountPublicAccessBlock")
OF_BUCKET = ("PutBucketPublicAccessBlock", "DeleteBucketPublicAccessBlock")
PARTS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")


def is_off(event):
    """Whether the call leaves some part switched off."""
    if str(event.get("eventName")).startswith("Delete"):
        return True
    block = parameters(event).get("PublicAccessBlockConfiguration")
    if block is None or not hasattr(block, "get"):
        return False
    return any(block.get(part) in (False, "false") for part in PARTS)


def rule(event):
    if event.get("eventName") not in OF_ACCOUNT + OF_BUCKET or event.get("errorCode"):
        return False
    if not str(event.get("eventSource")).startswith(("s3.", "s3-control.")):
        return False
    if event.get("eventName") in OF_ACCOUNT:
        return is_off(event) and not by_service(event)
    return event.get("eventName") in OF_BUCKET and is_off(event) and not routine(event)


def bucket(event):
    return parameters(event).get("bucketName") or "the whole account"


def title(event):
    return f"block on public access removed from {bucket(event)} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {bucket(event)}"


def severity(event):
    return "HIGH" if event.get("eventName") in OF_ACCOUNT else "MEDIUM"


def alert_context(event):
    block = parameters(event).get("PublicAccessBlockConfiguration")
    return context(event, bucket=bucket(event), block=block)

"""The default retention of a bucket with Object Lock was removed, or its mode lowered to governance. Object Lock
itself cannot be switched off: without default retention, what is written from now on can be deleted.
"""

from cloudtrail import account, actor, context, is_call, parameters

CALLS = ("PutBucketObjectLockConfiguration", "PutObjectLockConfiguration")


def retention(event):
    """The default retention that the call sets, or an empty dict."""
    found = parameters(event).get("ObjectLockConfiguration")
    for key in ("Rule", "DefaultRetention"):
        found = found.get(key) if found is not None and hasattr(found, "get") else None
    return found if found is not None and hasattr(found, "get") else {}


def rule(event):
    if not is_call(event, "s3.amazonaws.com", CALLS) or not parameters(event).get("bucketName"):
        return False
    return retention(event).get("Mode") != "COMPLIANCE" and not retention(event).get("Years")


def bucket(event):
    return parameters(event).get("bucketName") or "?"


def title(event):
    what = "lowered to governance" if retention(event).get("Mode") else "removed"
    return f"retention of bucket {bucket(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {bucket(event)}"


def severity(event):
    return "MEDIUM" if retention(event).get("Mode") else "HIGH"


def alert_context(event):
    return context(event, bucket=bucket(event), retention=dict(retention(event)))

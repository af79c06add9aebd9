"""Many objects were written with a key that the caller sends along (SSE-C) and S3 does not keep: whoever loses
the key, or never had it, cannot read them. It takes data events in the trail. Twenty within an hour.
"""

from cloudtrail import account, actor, context, is_call, parameters, principal

ALGORITHM = "x-amz-server-side-encryption-customer-algorithm"


def rule(event):
    if not is_call(event, "s3.amazonaws.com", ("PutObject", "CopyObject", "CompleteMultipartUpload")):
        return False
    extra = event.get("additionalEventData") or {}
    return extra.get("SSEApplied") == "SSE_C" or parameters(event).get(ALGORITHM) is not None


def bucket(event):
    return parameters(event).get("bucketName") or "?"


def title(event):
    return f"objects of bucket {bucket(event)} encrypted with a key of {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {bucket(event)} {principal(event)}"


def alert_context(event):
    return context(event, bucket=bucket(event), key=parameters(event).get("key"))

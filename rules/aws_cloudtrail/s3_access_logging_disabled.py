"""A bucket no longer logs who reads it: PutBucketLogging without `LoggingEnabled`. Pipelines are not reported."""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters


def bucket(event):
    return parameters(event).get("bucketName")


def rule(event):
    if not is_call(event, "s3.amazonaws.com", ("PutBucketLogging",)) or not bucket(event) or routine(event):
        return False
    status = parameters(event).get("BucketLoggingStatus")
    # Without a target it is an empty element: an object with its namespace alone, or an empty text.
    return status is None or not hasattr(status, "get") or not status.get("LoggingEnabled")


def title(event):
    return f"access logging of bucket {bucket(event)} switched off by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {bucket(event)}"


def alert_context(event):
    return context(event, bucket=bucket(event))

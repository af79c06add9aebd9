"""A bucket was deleted, which takes that it was emptied first. Pipelines and services are not reported."""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal


def rule(event):
    return is_call(event, "s3.amazonaws.com", ("DeleteBucket",)) and not routine(event)


def bucket(event):
    return parameters(event).get("bucketName") or "?"


def title(event):
    return f"bucket {bucket(event)} deleted by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def severity(event):
    words = ("backup", "archive", "log", "audit", "trail", "prod", "tfstate", "terraform-state")
    return "HIGH" if any(word in bucket(event).lower() for word in words) else "MEDIUM"


def alert_context(event):
    return context(event, bucket=bucket(event))

"""A lifecycle rule without a filter deletes what is in a bucket within three days. No deletion is then seen in
the trail: S3 does it. Pipelines are not reported.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal
from policies import many

SOON = 3


def rules(event):
    found = parameters(event).get("LifecycleConfiguration")
    return many(found.get("Rule")) if found is not None and hasattr(found, "get") else []


def days(one):
    """After how many days the rule deletes, or None."""
    expiration = one.get("Expiration")
    found = expiration.get("Days") if expiration is not None and hasattr(expiration, "get") else None
    return int(found) if str(found).isdigit() else None


def is_narrow(one):
    """Whether it is for a prefix, a tag or a size only."""
    chosen = one.get("Filter")
    if chosen is not None and hasattr(chosen, "get"):
        return any(chosen.get(key) for key in ("Prefix", "Tag", "And", "ObjectSizeGreaterThan", "ObjectSizeLessThan"))
    return bool(one.get("Prefix"))


def purges(event):
    found = [one for one in rules(event) if one.get("Status") == "Enabled" and not is_narrow(one)]
    return [days(one) for one in found if days(one) is not None and days(one) <= SOON]


def rule(event):
    if not is_call(event, "s3.amazonaws.com", ("PutBucketLifecycle", "PutBucketLifecycleConfiguration")):
        return False
    return len(purges(event)) > 0 and not routine(event)


def bucket(event):
    return parameters(event).get("bucketName") or "?"


def title(event):
    soon = min(purges(event))
    return f"everything in bucket {bucket(event)} expires in {soon} days, by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, bucket=bucket(event), lifecycle=parameters(event).get("LifecycleConfiguration"))

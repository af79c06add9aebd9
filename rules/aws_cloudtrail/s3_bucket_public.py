"""A bucket's policy or access list gives everybody something. A policy that a condition narrows (an
organisation, a network, a distribution of CloudFront) is not reported.
"""

from cloudtrail import account, actor, context, is_call, parameters
from policies import is_public, many

EVERYBODY = (
    "http://acs.amazonaws.com/groups/global/AllUsers",
    "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
)
CANNED = ("public-read", "public-read-write", "authenticated-read")


def by_acl(event):
    call = parameters(event)
    if any(one in CANNED for one in many(call.get("x-amz-acl"))):
        return True
    granted = call.get("accessControlList")
    by_header = granted.values() if granted is not None and hasattr(granted, "values") else ()
    if any(uri in str(value) for value in by_header for uri in EVERYBODY):
        return True
    policy = call.get("AccessControlPolicy")
    listed = policy.get("AccessControlList") if policy is not None and hasattr(policy, "get") else None
    grants = listed.get("Grant") if listed is not None and hasattr(listed, "get") else None
    return any((grant.get("Grantee") or {}).get("URI") in EVERYBODY for grant in many(grants))


def rule(event):
    if is_call(event, "s3.amazonaws.com", ("PutBucketPolicy",)):
        return is_public(parameters(event).get("bucketPolicy"))
    return is_call(event, "s3.amazonaws.com", ("PutBucketAcl", "CreateBucket")) and by_acl(event)


def bucket(event):
    return parameters(event).get("bucketName") or "?"


def title(event):
    how = "policy" if event.get("eventName") == "PutBucketPolicy" else "access list"
    return f"bucket {bucket(event)} made public by its {how} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {bucket(event)}"


def alert_context(event):
    return context(event, bucket=bucket(event), policy=parameters(event).get("bucketPolicy"))

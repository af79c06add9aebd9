"""A trail goes on, with less: no longer in all regions, without global services, without validation of its
files, to another bucket, without its organisation, or without events that it recorded. Pipelines are not
reported.
"""

from actors import by_pipeline
from cloudtrail import account, actor, context, is_call, parameters

LESS = {
    "isMultiRegionTrail": "one region only",
    "includeGlobalServiceEvents": "no global services",
    "enableLogFileValidation": "no file validation",
    "isOrganizationTrail": "no longer for the organisation",
}


def lost(event):
    """What the trail no longer has, in words."""
    call = parameters(event)
    if event.get("eventName") == "PutEventSelectors":
        selectors = call.get("eventSelectors") or []
        sources = [one for selector in selectors for one in selector.get("excludeManagementEventSources") or []]
        # KMS and the RDS data API are left out for their numbers; AWS offers both in its console.
        found = [f"without {one}" for one in sources if one not in ("kms.amazonaws.com", "rdsdata.amazonaws.com")]
        kinds = [selector.get("readWriteType") for selector in selectors if selector.get("includeManagementEvents")]
        if kinds and "All" not in kinds and "WriteOnly" not in kinds and None not in kinds:
            found.append("reads only")
        return found
    found = [LESS[key] for key in LESS if call.get(key) is False]
    if call.get("s3BucketName"):
        found.append(f"to bucket {call.get('s3BucketName')}")
    return found


def rule(event):
    if not is_call(event, "cloudtrail.amazonaws.com", ("UpdateTrail", "PutEventSelectors")):
        return False
    return len(lost(event)) > 0 and not by_pipeline(event)


def trail(event):
    named = parameters(event).get("name") or parameters(event).get("trailName") or "?"
    return named.split("/")[-1]


def title(event):
    return f"trail {trail(event)} weakened ({', '.join(lost(event))}) by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {trail(event)}"


def alert_context(event):
    return context(event, trail=trail(event), lost=lost(event))

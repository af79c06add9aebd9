"""What rules over GuardDuty's findings share."""

# Kinds that have rules of their own.
STOLEN = "InstanceCredentialExfiltration"
MINING = "CryptoCurrency:"


def kind(event):
    return str(event.get("type") or "")


def is_open(event):
    """Whether it is a finding that somebody should see: no sample, and not archived by a filter."""
    service = event.get("service") or {}
    return not service.get("archived") and not (service.get("additionalInfo") or {}).get("sample")


def has_own_rule(event):
    return STOLEN in kind(event) or kind(event).startswith(MINING)


def number(event):
    """The severity, 1 to 10, or 0."""
    found = event.get("severity")
    return found if isinstance(found, (int, float)) else 0


def resource(event):
    """What it is about: an instance, a user or role, a bucket, a cluster."""
    found = event.get("resource") or {}
    for key, name in (
        ("instanceDetails", "instanceId"),
        ("accessKeyDetails", "userName"),
        ("eksClusterDetails", "name"),
        ("ecsClusterDetails", "name"),
        ("lambdaDetails", "functionName"),
        ("rdsDbInstanceDetails", "dbInstanceIdentifier"),
    ):
        if (found.get(key) or {}).get(name):
            return found.get(key).get(name)
    buckets = found.get("s3BucketDetails") or []
    return buckets[0].get("name") if len(buckets) > 0 else found.get("resourceType") or "?"


def address(event):
    """The other side's address, where the finding has one."""
    action = (event.get("service") or {}).get("action") or {}
    for key in ("awsApiCallAction", "networkConnectionAction", "kubernetesApiCallAction", "rdsLoginAttemptAction"):
        remote = (action.get(key) or {}).get("remoteIpDetails") or {}
        if remote.get("ipAddressV4"):
            return remote.get("ipAddressV4")
    return None


def context(event, **more):
    found = {
        "type": kind(event),
        "severity": event.get("severity"),
        "account": event.get("accountId"),
        "region": event.get("region"),
        "resource": resource(event),
        "source_ip": address(event),
        "title": event.get("title"),
        "description": event.get("description"),
        "count": (event.get("service") or {}).get("count"),
        "finding_id": event.get("id"),
    }
    found.update(more)
    return found

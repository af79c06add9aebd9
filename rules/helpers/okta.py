"""What rules over Okta's System Log share: who did it, to whom, from where."""


def actor(event):
    who = event.get("actor") or {}
    return who.get("alternateId") or who.get("displayName") or who.get("id") or "somebody"


def address(event):
    return (event.get("client") or {}).get("ipAddress")


def result(event):
    """`SUCCESS`, `FAILURE`, `SKIPPED`, `ALLOW`, `DENY`, `CHALLENGE`, `UNKNOWN`, or None."""
    return (event.get("outcome") or {}).get("result")


def worked(event):
    """Whether it happened: events that only report have no outcome."""
    return result(event) in (None, "SUCCESS", "ALLOW")


def targets(event, kind=None):
    """The names of what it was done to: of one kind, such as `User`, or of all."""
    found = [one for one in event.get("target") or [] if one and (kind is None or one.get("type") == kind)]
    return [str(one.get("alternateId") or one.get("displayName") or one.get("id")) for one in found]


def target(event, kind=None):
    return ", ".join(targets(event, kind)[:3]) or "?"


def debug(event, key):
    """A value of the debug context's data, or None."""
    return ((event.get("debugContext") or {}).get("debugData") or {}).get(key)


def country(event):
    return ((event.get("client") or {}).get("geographicalContext") or {}).get("country")


def context(event, **more):
    """What a first look at any Okta alert needs, and what the rule adds to it."""
    network = event.get("securityContext") or {}
    found = {
        "actor": actor(event),
        "targets": targets(event),
        "event_type": event.get("eventType"),
        "outcome": result(event),
        "reason": (event.get("outcome") or {}).get("reason"),
        "source_ip": address(event),
        "country": country(event),
        "network": network.get("asOrg"),
        "is_proxy": network.get("isProxy"),
        "user_agent": ((event.get("client") or {}).get("userAgent") or {}).get("rawUserAgent"),
        "event_id": event.get("uuid"),
    }
    found.update(more)
    return found

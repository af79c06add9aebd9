"""A trail was stopped, deleted, or told to leave out all management events; an event data store was stopped or
deleted.

Turning a data source on or off in a trail that still records management events is not reported. Trails that go on
with less are `cloudtrail_weakened`.
"""

from cloudtrail import account, actor, context, is_call, parameters

SOURCE = "cloudtrail.amazonaws.com"
WHAT = {
    "StopLogging": "stopped",
    "DeleteTrail": "deleted",
    "StopEventDataStoreIngestion": "stopped",
    "DeleteEventDataStore": "deleted",
    "PutEventSelectors": "blinded to management events",
}


def covers_management(selector):
    """Whether an advanced selector takes management events."""
    fields = selector.get("fieldSelectors") or []
    return any(one.get("field") == "eventCategory" and "Management" in (one.get("equals") or []) for one in fields)


def is_blinded(event):
    """Whether PutEventSelectors leaves no selector that records management events."""
    selectors = parameters(event).get("eventSelectors")
    advanced = parameters(event).get("advancedEventSelectors")
    if advanced:
        return not any(covers_management(selector) for selector in advanced)
    if not selectors:
        return False
    # A selector that does not say records them.
    return all(selector.get("includeManagementEvents") is False for selector in selectors)


def rule(event):
    if not is_call(event, SOURCE, WHAT):
        return False
    return event.get("eventName") != "PutEventSelectors" or is_blinded(event)


def trail(event):
    """The trail's or the store's name; calls may give its ARN."""
    call = parameters(event)
    named = call.get("name") or call.get("trailName") or call.get("eventDataStore") or "?"
    return named.split("/")[-1]


def title(event):
    return f"trail {trail(event)} {WHAT.get(event.get('eventName'))} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {trail(event)}"


def severity(event):
    return "HIGH" if event.get("eventName") == "PutEventSelectors" else "CRITICAL"


def alert_context(event):
    return context(event, trail=trail(event), action=event.get("eventName"))

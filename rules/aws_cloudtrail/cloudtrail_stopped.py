"""A trail was stopped, deleted, or told to leave out all management events. Who does not want to be seen does this
first, and everything after it may be missing from the logs.

Turning a data source on or off in a trail that still records management events is not reported here.
"""

from cloudtrail import account, actor, context, is_call, parameters

SOURCE = "cloudtrail.amazonaws.com"
WHAT = {"StopLogging": "stopped", "DeleteTrail": "deleted", "PutEventSelectors": "blinded to management events"}


def is_blinded(event):
    """Whether PutEventSelectors leaves no selector that records management events."""
    selectors = parameters(event).get("eventSelectors")
    if not selectors:
        return False
    # A selector that does not say records them.
    return all(selector.get("includeManagementEvents") is False for selector in selectors)


def rule(event):
    if is_call(event, SOURCE, ("StopLogging", "DeleteTrail")):
        return True
    return is_call(event, SOURCE, ("PutEventSelectors",)) and is_blinded(event)


def trail(event):
    """The trail's name; calls may give its ARN."""
    named = parameters(event).get("name") or parameters(event).get("trailName") or "?"
    return named.split("/")[-1]


def title(event):
    return f"trail {trail(event)} {WHAT.get(event.get('eventName'))} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {trail(event)}"


def severity(event):
    return "HIGH" if event.get("eventName") == "PutEventSelectors" else "CRITICAL"


def alert_context(event):
    return context(event, trail=trail(event), action=event.get("eventName"))

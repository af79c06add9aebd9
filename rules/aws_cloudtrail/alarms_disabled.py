"""Alarms of CloudWatch were deleted or muted, or rules of EventBridge switched off, by somebody who is no
pipeline: what reacts to events no longer does.
"""

from actors import routine
from cloudtrail import actor, context, parameters, place, principal

CALLS = {
    "monitoring.amazonaws.com:DeleteAlarms": "alarms deleted",
    "monitoring.amazonaws.com:DisableAlarmActions": "alarms muted",
    "events.amazonaws.com:DisableRule": "rule switched off",
    "events.amazonaws.com:DeleteRule": "rule deleted",
    "events.amazonaws.com:RemoveTargets": "rule without its target",
}
NAMES = (
    "DeleteAlarms",
    "DisableAlarmActions",
    "DisableRule",
    "DeleteRule",
    "RemoveTargets",
)


def what(event):
    return CALLS.get(f"{event.get('eventSource')}:{event.get('eventName')}")


def rule(event):
    if event.get("eventName") not in NAMES:
        return False
    return what(event) is not None and not event.get("errorCode") and not routine(event)


def names(event):
    call = parameters(event)
    return [str(one) for one in call.get("alarmNames") or []] or [str(call.get("name") or call.get("rule") or "?")]


def title(event):
    return f"{what(event)} ({', '.join(names(event)[:3])}) by {actor(event)} in {place(event)}"


def dedup(event):
    return f"{place(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), names=names(event))

"""AWS Config no longer records, or its records are no longer delivered. Services (Control Tower, stack sets) are
not reported.
"""

from actors import by_service
from cloudtrail import actor, context, is_call, parameters, place, principal

WHAT = {
    "StopConfigurationRecorder": "recorder stopped",
    "DeleteConfigurationRecorder": "recorder deleted",
    "DeleteDeliveryChannel": "delivery deleted",
    "DeleteConfigurationAggregator": "aggregator deleted",
    "DeleteRetentionConfiguration": "retention deleted",
}


def rule(event):
    return is_call(event, "config.amazonaws.com", WHAT) and not by_service(event)


def title(event):
    return f"AWS Config {WHAT.get(event.get('eventName'))} by {actor(event)} in {place(event)}"


def dedup(event):
    return f"{place(event)} {principal(event)}"


def alert_context(event):
    call = parameters(event)
    named = call.get("configurationRecorderName") or call.get("deliveryChannelName")
    return context(event, action=event.get("eventName"), name=named)

"""One identity read ten different secrets within an hour, or asked for secrets in batches by a filter. Services
and pipelines are not counted.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal
from panther_detection_helpers.caching import add_to_string_set

MANY = 10
HOUR = 3600


def rule(event):
    if not is_call(event, "secretsmanager.amazonaws.com", ("GetSecretValue", "BatchGetSecretValue")) or routine(event):
        return False
    call = parameters(event)
    if event.get("eventName") == "BatchGetSecretValue":
        # Filters take whatever there is; a list names what a program needs.
        return bool(call.get("filters")) or len(call.get("secretIdList") or []) >= MANY
    if not call.get("secretId"):
        return False
    key = f"secrets {account(event)} {actor(event)}"
    return len(add_to_string_set(key, str(call.get("secretId")), epoch_seconds=HOUR)) >= MANY


def title(event):
    return f"{actor(event)} read many secrets in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    call = parameters(event)
    return context(event, last_secret=call.get("secretId"), filters=call.get("filters"), action=event.get("eventName"))

"""One identity read many different parameters with decryption within an hour: twenty by a person, a hundred by a
workload, or a person everything below the root path. Services and pipelines are not counted.
"""

from actors import by_person, routine
from cloudtrail import account, actor, context, is_call, parameters, principal
from panther_detection_helpers.caching import add_to_string_set

MANY = 20
MANY_OF_A_WORKLOAD = 100
HOUR = 3600


def rule(event):
    if not is_call(event, "ssm.amazonaws.com", ("GetParameter", "GetParameters", "GetParametersByPath")):
        return False
    call = parameters(event)
    if call.get("withDecryption") is not True or routine(event):
        return False
    if event.get("eventName") == "GetParametersByPath":
        return by_person(event) and call.get("path") == "/" and call.get("recursive") is True
    names = [str(one) for one in call.get("names") or []] or [str(call.get("name"))]
    known = add_to_string_set(f"parameters {account(event)} {actor(event)}", names, epoch_seconds=HOUR)
    return len(known) >= (MANY if by_person(event) else MANY_OF_A_WORKLOAD)


def title(event):
    return f"{actor(event)} read many decrypted parameters in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    call = parameters(event)
    return context(event, names=list(call.get("names") or []), name=call.get("name"), path=call.get("path"))

"""A function was given layers by somebody who is no pipeline. A layer's code runs in the function, before its
own, and an extension beside it.
"""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters

CALLS = ("UpdateFunctionConfiguration20150331v2", "UpdateFunctionConfiguration")


def layers(event):
    return [str(one) for one in parameters(event).get("layers") or []]


def rule(event):
    return is_call(event, "lambda.amazonaws.com", CALLS) and len(layers(event)) > 0 and not routine(event)


def function(event):
    return (parameters(event).get("functionName") or "?").split(":")[-1]


def owners(event):
    """The accounts whose layers they are."""
    parts = [one.split(":") for one in layers(event)]
    return sorted({part[4] for part in parts if len(part) > 6})


def title(event):
    names = [one.split(":layer:")[-1] for one in layers(event)]
    return f"layer {', '.join(names)} put under function {function(event)} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {function(event)}"


def alert_context(event):
    return context(event, function=function(event), layers=layers(event), owners=owners(event))

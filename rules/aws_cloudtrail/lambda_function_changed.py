"""The code of a function was replaced, or what it runs with (role, handler, environment) changed, by somebody
who is no pipeline. Layers are `lambda_layer_added`.
"""

from actors import by_sso, routine
from cloudtrail import account, actor, context, is_call, parameters, principal

CODE = ("UpdateFunctionCode20150331v2", "UpdateFunctionCode")
CONFIGURATION = ("UpdateFunctionConfiguration20150331v2", "UpdateFunctionConfiguration")


def rule(event):
    if not is_call(event, "lambda.amazonaws.com", CODE + CONFIGURATION) or routine(event):
        return False
    call = parameters(event)
    if event.get("eventName") in CODE:
        # A dry run changes nothing.
        return not call.get("dryRun")
    if call.get("layers"):
        return False
    return any(call.get(key) is not None for key in ("role", "handler", "environment", "runtime", "vpcConfig"))


def function(event):
    return (parameters(event).get("functionName") or "?").split(":")[-1]


def title(event):
    what = "code" if event.get("eventName") in CODE else "configuration"
    return f"{what} of function {function(event)} changed by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def severity(event):
    # Somebody who signed in an hour ago, and works on functions all day, is not the first suspect.
    return "LOW" if by_sso(event) else "HIGH"


def alert_context(event):
    now = event.get("responseElements") or {}
    return context(event, function=function(event), role=now.get("role"), code_sha256=now.get("codeSha256"))

"""Everybody, or an account that is not yours, may call a function, or its address on the internet asks for no
identity.

AWS services that call on behalf of something named are not reported.
"""

from actors import by_pipeline, outside
from cloudtrail import account, actor, context, parameters
from policies import ACCOUNT

# What the names of the calls begin with.
OPENING = ("AddPermission", "CreateFunctionUrlConfig", "UpdateFunctionUrlConfig")
PERMISSIONS = ("AddPermission20150331v2", "AddPermission20150331", "AddPermission")


def opened_to(event):
    """`*`, an account outside, or nothing."""
    call = parameters(event)
    name = str(event.get("eventName"))
    if name.startswith(("CreateFunctionUrlConfig", "UpdateFunctionUrlConfig")):
        return "everybody, by its address" if call.get("authType") == "NONE" else ""
    if name not in PERMISSIONS or call.get("sourceArn") or call.get("sourceAccount") or call.get("principalOrgID"):
        return ""
    principal = str(call.get("principal") or "")
    if principal == "*":
        # The permission that a public address needs besides; the address itself is reported.
        return "" if call.get("functionUrlAuthType") else "everybody"
    matched = ACCOUNT.match(principal)
    return ", ".join(outside(event, [matched.group(1)])) if matched else ""


def rule(event):
    if event.get("eventSource") != "lambda.amazonaws.com" or event.get("errorCode"):
        return False
    if not str(event.get("eventName")).startswith(OPENING):
        return False
    found = opened_to(event)
    return bool(found) and (found == "everybody" or not by_pipeline(event))


def function(event):
    return (parameters(event).get("functionName") or "?").split(":")[-1]


def title(event):
    return f"function {function(event)} of {account(event)} opened to {opened_to(event)} by {actor(event)}"


def dedup(event):
    return f"{account(event)} {function(event)}"


def alert_context(event):
    return context(event, function=function(event), opened_to=opened_to(event), action=parameters(event).get("action"))

"""Access to models of Bedrock was opened by somebody who is no pipeline."""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "PutFoundationModelEntitlement": "opened",
    "CreateFoundationModelAgreement": "agreed to",
    "PutUseCaseForModelAccess": "asked for",
}


def rule(event):
    return is_call(event, "bedrock.amazonaws.com", WHAT) and not routine(event)


def thing(event):
    call = parameters(event)
    return call.get("modelId") or "?"


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"access to Bedrock model {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

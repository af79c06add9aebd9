"""A SAML or OpenID Connect provider was added or changed by somebody who is no pipeline."""

from actors import routine
from cloudtrail import account, actor, context, is_call, parameters, principal

WHAT = {
    "CreateSAMLProvider": "added",
    "UpdateSAMLProvider": "changed",
    "CreateOpenIDConnectProvider": "added",
    "AddClientIDToOpenIDConnectProvider": "given another audience",
    "UpdateOpenIDConnectProviderThumbprint": "given another certificate",
}


def rule(event):
    return is_call(event, "iam.amazonaws.com", WHAT) and not routine(event)


def thing(event):
    call = parameters(event)
    return (
        call.get("name")
        or call.get("url")
        or call.get("sAMLProviderArn")
        or call.get("openIDConnectProviderArn")
        or "?"
    )


def title(event):
    what = WHAT.get(event.get("eventName"))
    return f"identity provider {thing(event)} {what} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), target=thing(event))

"""Somebody refused three prompts of Okta Verify within an hour: they did not ask for them, and whoever did has
their password.
"""

from okta import actor, context, result


def rule(event):
    if event.get("eventType") == "user.mfa.okta_verify.deny_push":
        return True
    reason = str((event.get("outcome") or {}).get("reason"))
    if event.get("eventType") != "user.authentication.auth_via_mfa" or result(event) != "FAILURE":
        return False
    return "reject" in reason.lower()


def title(event):
    return f"{actor(event)} refused Okta prompts again and again"


def dedup(event):
    return f"{actor(event)}"


def alert_context(event):
    return context(event)

"""Settings for two-factor authentication or single sign-on were changed."""

from slack import actor, context, workspace

WHAT = {
    "pref.two_factor_auth_changed": "two-factor authentication",
    "pref.sso_setting_changed": "single sign-on",
}


def rule(event):
    return event.get("action") in WHAT


def title(event):
    what = WHAT.get(event.get("action"))
    return f"{actor(event)} changed {what} of Slack workspace {workspace(event)}"


def dedup(event):
    return f"{workspace(event)}"


def alert_context(event):
    return context(event)

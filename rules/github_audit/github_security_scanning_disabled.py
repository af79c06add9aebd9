"""Scanning for secrets, push protection or alerts of vulnerabilities were switched off."""

from github import actor, context, repository

WHAT = {
    "repository_secret_scanning.disable": "secret scanning",
    "repository_secret_scanning_push_protection.disable": "push protection",
    "business_secret_scanning.disable": "secret scanning",
    "repository_vulnerability_alerts.disable": "alerts of vulnerabilities",
}


def rule(event):
    return event.get("action") in WHAT


def title(event):
    what = WHAT.get(event.get("action"))
    return f"{actor(event)} switched off {what} in {repository(event)}"


def dedup(event):
    return f"{repository(event)} {actor(event)}"


def alert_context(event):
    return context(event)

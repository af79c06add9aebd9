"""A repository that was private became public, or one was created so."""

from github import actor, context, repository

WHAT = {
    "repo.access": "made public",
    "repo.create": "created as public",
}


def rule(event):
    return event.get("action") in WHAT and event.get("visibility") == "public"


def title(event):
    what = WHAT.get(event.get("action"))
    return f"repository {repository(event)} {what} by {actor(event)}"


def dedup(event):
    return f"{repository(event)}"


def severity(event):
    return "HIGH" if event.get("action") == "repo.access" else "LOW"


def alert_context(event):
    return context(event)

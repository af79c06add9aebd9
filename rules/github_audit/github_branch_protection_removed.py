"""The protection of a branch or a ruleset was removed, or an administrator pushed past it."""

from github import actor, context, repository

WHAT = {
    "protected_branch.destroy": "removed",
    "protected_branch.update_admin_enforced": "changed for administrators",
    "protected_branch.policy_override": "gone around",
    "repository_ruleset.destroy": "removed",
}


def rule(event):
    return event.get("action") in WHAT


def title(event):
    what = WHAT.get(event.get("action"))
    return f"protection of a branch of {repository(event)} {what} by {actor(event)}"


def dedup(event):
    return f"{repository(event)} {actor(event)}"


def severity(event):
    return "LOW" if event.get("action") == "protected_branch.policy_override" else "MEDIUM"


def alert_context(event):
    return context(event)

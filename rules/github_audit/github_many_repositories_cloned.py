"""One person or token cloned or downloaded thirty different repositories within an hour. Applications and bots
are not counted.
"""

from github import actor, context, organisation
from panther_detection_helpers.caching import add_to_string_set

ACTIONS = ("git.clone", "repo.download_zip")
MANY = 30
HOUR = 3600


def by_machine(event):
    access = str(event.get("programmatic_access_type"))
    return event.get("actor_is_bot") is True or actor(event).endswith("[bot]") or access.startswith("GitHub App")


def rule(event):
    if event.get("action") not in ACTIONS or not event.get("repo") or not event.get("actor") or by_machine(event):
        return False
    key = f"github-cloned {organisation(event)} {actor(event)}"
    return len(add_to_string_set(key, str(event.get("repo")), epoch_seconds=HOUR)) >= MANY


def title(event):
    return f"{actor(event)} cloned many repositories of {organisation(event)}"


def dedup(event):
    return f"{organisation(event)} {actor(event)}"


def alert_context(event):
    return context(event)

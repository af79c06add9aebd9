"""Somebody got a role that gives a whole project or all identities. What Google's own agents and pipelines grant
is not reported, but for the owner.
"""

from gcp import actor, added, context, is_google, method, project, worked
from settings import PIPELINE_WORDS

ADMIN = ("roles/owner", "roles/editor", "roles/iam.securityAdmin", "roles/iam.serviceAccountTokenCreator",
         "roles/iam.serviceAccountKeyAdmin", "roles/resourcemanager.organizationAdmin",
         "roles/iam.organizationRoleAdmin", "roles/resourcemanager.projectIamAdmin")  # fmt: skip


def granted(event):
    found = [one for one in added(event) if one.get("role") in ADMIN]
    return [one for one in found if not one.get("member").endswith("@cloudservices.gserviceaccount.com")]


def by_pipeline(event):
    return any(word in actor(event).lower() for word in PIPELINE_WORDS)


def rule(event):
    if not method(event).lower().endswith("setiampolicy") or not worked(event) or is_google(event):
        return False
    found = granted(event)
    return len(found) > 0 and (not by_pipeline(event) or any(one.get("role") == "roles/owner" for one in found))


def title(event):
    found = granted(event)[0]
    return f"{found.get('member')} got {found.get('role')} in {project(event)} from {actor(event)}"


def dedup(event):
    return f"{project(event)} {granted(event)[0].get('member')}"


def severity(event):
    return "CRITICAL" if any(one.get("role") == "roles/owner" for one in granted(event)) else "HIGH"


def alert_context(event):
    return context(event, granted=granted(event))

"""Everybody (`allUsers`), or everybody with a Google account, got a role on a bucket or an object's."""

from gcp import actor, added, context, method, project, resource, worked

EVERYBODY = ("allUsers", "allAuthenticatedUsers")


def opened(event):
    return [one for one in added(event) if one.get("member") in EVERYBODY]


def rule(event):
    return method(event) == "storage.setIamPermissions" and worked(event) and len(opened(event)) > 0


def bucket(event):
    return resource(event).split("/buckets/")[-1].split("/")[0]


def title(event):
    found = opened(event)[0]
    return f"bucket {bucket(event)} opened to {found.get('member')} by {actor(event)} in {project(event)}"


def dedup(event):
    return f"{project(event)} {bucket(event)}"


def alert_context(event):
    return context(event, bucket=bucket(event), opened=opened(event))

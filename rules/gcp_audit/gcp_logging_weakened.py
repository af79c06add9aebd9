"""A sink or a bucket of logs was deleted or changed, or logs were excluded or deleted. Google's agents are not
reported.
"""

from gcp import actor, context, is_google, method, project, resource, worked

WHAT = {
    "DeleteSink": "sink deleted",
    "UpdateSink": "sink changed",
    "DeleteBucket": "bucket of logs deleted",
    "DeleteLog": "logs deleted",
    "CreateExclusion": "logs excluded",
    "DeleteView": "view deleted",
}
SERVICES = ("google.logging.v2.ConfigServiceV2", "google.logging.v2.LoggingServiceV2")


def what(event):
    service, _, name = method(event).rpartition(".")
    return WHAT.get(name) if service in SERVICES else None


def rule(event):
    return what(event) is not None and worked(event) and not is_google(event)


def title(event):
    return f"{what(event)} ({resource(event).split('/')[-1]}) by {actor(event)} in {project(event)}"


def dedup(event):
    return f"{project(event)} {actor(event)}"


def severity(event):
    return "MEDIUM" if what(event) in ("sink changed", "view deleted") else "HIGH"


def alert_context(event):
    return context(event, what=what(event))

"""Somebody made a key of a service account, or brought their own. Google's agents are not reported."""

from gcp import actor, context, is_google, method, project, resource, worked

METHODS = ("google.iam.admin.v1.CreateServiceAccountKey", "google.iam.admin.v1.UploadServiceAccountKey")


def rule(event):
    return method(event) in METHODS and worked(event) and not is_google(event)


def account(event):
    return resource(event).split("/serviceAccounts/")[-1].split("/")[0]


def title(event):
    return f"key of service account {account(event)} made by {actor(event)} in {project(event)}"


def dedup(event):
    return f"{project(event)} {account(event)}"


def alert_context(event):
    return context(event, service_account=account(event))

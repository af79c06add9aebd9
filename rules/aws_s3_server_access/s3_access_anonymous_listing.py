"""Somebody without any identity listed a bucket's objects, and S3 answered."""


def rule(event):
    return event.get("operation") == "REST.GET.BUCKET" and not event.get("requester") and event.get("httpstatus") == 200


def title(event):
    return f"bucket {event.get('bucket')} listed without identity from {event.get('remoteip')}"


def dedup(event):
    return f"{event.get('bucket')}"


def alert_context(event):
    keys = ("bucket", "key", "operation", "httpstatus", "remoteip", "requester", "useragent", "requestid")
    return {key: event.get(key) for key in keys}

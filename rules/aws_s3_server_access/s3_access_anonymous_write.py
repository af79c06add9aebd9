"""Somebody without any identity wrote or deleted an object, and S3 let them."""

WRITES = ("REST.PUT.OBJECT", "REST.POST.OBJECT", "REST.POST.UPLOAD", "REST.COPY.OBJECT", "REST.DELETE.OBJECT")
DELETES = ("REST.POST.MULTI_OBJECT_DELETE", "BATCH.DELETE.OBJECT")


def succeeded(event):
    status = event.get("httpstatus")
    return isinstance(status, int) and 200 <= status < 300


def rule(event):
    # A request that was signed in its address has a requester as well.
    return event.get("operation") in WRITES + DELETES and not event.get("requester") and succeeded(event)


def title(event):
    what = "deleted from" if "DELETE" in event.get("operation") else "written to"
    return f"objects {what} bucket {event.get('bucket')} without identity from {event.get('remoteip')}"


def dedup(event):
    return f"{event.get('bucket')} {event.get('remoteip')}"


def alert_context(event):
    keys = ("bucket", "key", "operation", "httpstatus", "remoteip", "requester", "useragent", "requestid")
    return {key: event.get(key) for key in keys}

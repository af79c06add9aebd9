"""S3 refused a hundred requests of one address for one bucket within an hour."""


def rule(event):
    return event.get("httpstatus") == 403 and bool(event.get("remoteip"))


def title(event):
    return f"many refused requests to bucket {event.get('bucket')} from {event.get('remoteip')}"


def dedup(event):
    return f"{event.get('bucket')} {event.get('remoteip')}"


def severity(event):
    # Somebody of an account, and not the internet's noise.
    return "MEDIUM" if event.get("requester") else "LOW"


def alert_context(event):
    keys = ("bucket", "key", "operation", "httpstatus", "remoteip", "requester", "useragent", "requestid")
    return {key: event.get(key) for key in keys}

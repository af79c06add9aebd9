"""A model was invoked by an IAM user, that is with a long-lived key. Applications have roles."""


def identity(event):
    arn = str((event.get("identity") or {}).get("arn") or "?")
    return arn.split(":")[-1].split("/", 1)[-1]


def rule(event):
    return ":user/" in str((event.get("identity") or {}).get("arn"))


def title(event):
    return f"user {identity(event)} invoked {event.get('modelId')} in {event.get('accountId')} {event.get('region')}"


def dedup(event):
    return f"{event.get('accountId')} {identity(event)}"


def alert_context(event):
    keys = ("accountId", "region", "modelId", "operation", "requestId")
    found = {key: event.get(key) for key in keys}
    found["identity"] = (event.get("identity") or {}).get("arn")
    found["tokens_in"] = (event.get("input") or {}).get("inputTokenCount")
    found["tokens_out"] = (event.get("output") or {}).get("outputTokenCount")
    return found

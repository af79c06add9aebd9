"""get on what a null or list field left."""


def rule(event):
    v = event.get("meta", {}).get("labels", {}).get("env")
    event["_seen"] = v
    return bool(v)


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

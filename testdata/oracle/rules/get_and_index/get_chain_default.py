"""The default does not help where the field is null or a str."""


def rule(event):
    v = event.get("requestParameters", {}).get("userName", "nobody")
    event["_seen"] = v
    return v != "nobody"


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

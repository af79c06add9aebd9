"""^, & and | of bools are bools."""


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    ident = event.get("userIdentity") or event.get("meta") or {}
    c = event.get("count", 5)
    tags = event.get("tags", ["t", "u"])
    v = (bool(s) ^ bool(c), True & bool(tags), False | bool(ident), True ^ 1, ~True)
    event["_seen"] = v
    return bool(v[0])


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

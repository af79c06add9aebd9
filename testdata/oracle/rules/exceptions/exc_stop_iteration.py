"""Next on what has no more, caught."""


def rule(event):
    it = iter(event.get("tags") or [])
    try:
        while True:
            event["last_tag"] = next(it)
    except StopIteration as e:
        event["said"] = f"{e!r}"
    return "last_tag" in event


def title(event):
    return f"{event['last_tag']} {event['said']}"

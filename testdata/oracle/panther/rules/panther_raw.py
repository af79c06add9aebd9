from probe import attempt


def rule(event):
    raw = event.raw_view()
    raw["added"] = {"Inner": [1]}
    raw["EVENTname"] = "changed"
    return "ADDED" in event and event.get("Added") == {"Inner": [1]}


def title(event):
    identity = event.get("userIdentity")
    raw = event.raw_view()
    if isinstance(raw.get("userIdentity"), dict):
        raw["userIdentity"]["type"] = "Changed"
        raw["userIdentity"]["New"] = 1
    return f"{identity} {event.get('userIdentity')} {event.get('EVENTname')} {event.get('EventName')}"


def dedup(event):
    copied = event.to_dict()
    copied["eventName"] = "Copied"
    if isinstance(copied.get("userIdentity"), dict):
        copied["userIdentity"].clear()
    walked = event.deep_walk("userIdentity")
    if isinstance(walked, dict):
        walked["walked"] = True
    resources = event.deep_walk("resources")
    if isinstance(resources, list):
        resources.append("appended")
        if resources and isinstance(resources[0], dict):
            resources[0]["walked"] = True
    return f"{event.get('eventName')} {event.get('userIdentity')} {event.get('resources')} {walked} {resources}"


def alert_context(event):
    raw = event.raw_view()
    first = attempt(event.get, "nothing at all")
    raw["late"] = 1
    second = attempt(event.get, "LATE")
    third = attempt(event.get, "another")
    raw.pop("late")
    resources = event.get("resources")
    part = attempt(lambda: resources[0:2][0].update({"sliced": 1}))
    return {
        "steps": [first, second, third, part, attempt(event.get, "LATE"), attempt(lambda: event["LATE"])],
        "deleted": attempt(lambda: raw.pop("eventName")),
        "now": [attempt(event.get, "EVENTNAME"), attempt(lambda: event["EventName"]), attempt(lambda: "eventname" in event)],
        "container": attempt(lambda: sorted(event._container)),
        "resources": event.get("resources"),
        "event": event,
    }

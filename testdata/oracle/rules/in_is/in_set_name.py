"""A set of names."""


def rule(event):
    if (v := (event.get("eventName") in {"CreateUser", "StopLogging", "RunInstances"})) is None:
        return False
    return bool(v or event.get("name") is None)


def title(event):
    found = event.get("eventName") in {"CreateUser", "StopLogging", "RunInstances"}
    return "%s / %r" % (type(found).__name__, found)

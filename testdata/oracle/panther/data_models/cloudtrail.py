from probe import attempt

SEEN = []


def actor(event):
    return event.deep_get("userIdentity", "userName", default="nobody")


def identity(event):
    return event.get("userIdentity")


def resources(event):
    SEEN.append(1)
    return [event.get("eventname"), SEEN, {"n": len(SEEN)}]


def none(event):
    return None


def fails(event):
    return event.udm("actor")


def lowered(event):
    return event.get("eventSource").lower() + attempt(event.deep_walk, "resources")

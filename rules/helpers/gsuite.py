"""Google Workspace's activities in both of their shapes: Reports has a list of events whose parameters are a list, the
flattened kind has one event with an object.
"""

VALUES = ("value", "boolValue", "intValue", "multiValue", "multiIntValue")


def application(event):
    """`admin`, `login`, `drive`, `user_accounts`, `token`, ..."""
    return (event.get("id") or {}).get("applicationName")


def actor(event):
    who = event.get("actor") or {}
    return who.get("email") or who.get("key") or who.get("profileId") or "somebody"


def value(parameter):
    for key in VALUES:
        if parameter.get(key) is not None:
            return parameter.get(key)
    return None


def parameters(one):
    """An event's parameters by name."""
    found = one.get("parameters")
    if found is None:
        return {}
    if hasattr(found, "get"):
        return dict(found.items())
    return {parameter.get("name"): value(parameter) for parameter in found if hasattr(parameter, "get")}


def activities(event, names):
    """Each of the record's events that has one of the names: `{"name", "parameters"}`."""
    listed = event.get("events")
    found = [event] if listed is None else [one for one in listed if hasattr(one, "get")]
    return [{"name": one.get("name"), "parameters": parameters(one)} for one in found if one.get("name") in names]


def first(event, names):
    """The first of them; its name is None where there is none."""
    found = activities(event, names)
    return found[0] if found else {"name": None, "parameters": {}}


def is_true(found):
    return found is True or str(found).lower() in ("true", "enabled", "on", "1")


def context(event, names, **more):
    """What a first look at any alert needs, and what the rule adds to it."""
    found = {
        "actor": actor(event),
        "source_ip": event.get("ipAddress"),
        "application": application(event),
        "activities": activities(event, names),
        "domain": event.get("ownerDomain"),
        "event_id": (event.get("id") or {}).get("uniqueQualifier"),
    }
    found.update(more)
    return found

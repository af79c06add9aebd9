"""What rules over Slack's audit logs share."""


def actor(event):
    who = (event.get("actor") or {}).get("user") or {}
    return who.get("email") or who.get("name") or who.get("id") or "somebody"


def entity(event):
    """What it was done to, by its name: a user, a workspace, an app, a channel."""
    found = event.get("entity") or {}
    thing = found.get(str(found.get("type"))) or {}
    return thing.get("email") or thing.get("name") or thing.get("id") or "?"


def address(event):
    return (event.get("context") or {}).get("ip_address")


def workspace(event):
    return ((event.get("context") or {}).get("location") or {}).get("domain") or "?"


def context(event, **more):
    found = {
        "actor": actor(event),
        "action": event.get("action"),
        "entity": entity(event),
        "workspace": workspace(event),
        "source_ip": address(event),
        "user_agent": (event.get("context") or {}).get("ua"),
        "details": event.get("details"),
        "event_id": event.get("id"),
    }
    found.update(more)
    return found

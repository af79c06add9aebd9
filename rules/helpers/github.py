"""What rules over GitHub's audit log share."""


def actor(event):
    return event.get("actor") or "somebody"


def organisation(event):
    """The organisation, the first of several, or the enterprise."""
    found = event.get("org")
    if found is not None and not isinstance(found, str):
        return str(found[0]) if len(found) > 0 else "?"
    return found or event.get("business") or "?"


def repository(event):
    return event.get("repo") or organisation(event)


def context(event, **more):
    found = {
        "actor": actor(event),
        "action": event.get("action"),
        "organisation": organisation(event),
        "repository": event.get("repo"),
        "user": event.get("user"),
        "source_ip": event.get("actor_ip"),
        "country": (event.get("actor_location") or {}).get("country_code"),
        "user_agent": event.get("user_agent"),
        "access_type": event.get("programmatic_access_type"),
        "event_id": event.get("_document_id"),
    }
    found.update(more)
    return found

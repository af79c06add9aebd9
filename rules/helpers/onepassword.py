"""What rules over 1Password's three kinds of events share."""


def person(event):
    """Whose account it is about, or who did it."""
    who = event.get("target_user") or event.get("user") or event.get("actor_details") or {}
    return who.get("email") or who.get("name") or who.get("uuid") or event.get("actor_uuid") or "somebody"


def address(event):
    return (event.get("client") or {}).get("ip_address") or (event.get("session") or {}).get("ip")


def country(event):
    return event.get("country") or (event.get("location") or {}).get("country")


def context(event, **more):
    client = event.get("client") or {}
    found = {
        "person": person(event),
        "source_ip": address(event),
        "country": country(event),
        "city": (event.get("location") or {}).get("city"),
        "app": client.get("app_name"),
        "app_version": client.get("app_version"),
        "platform": client.get("platform_name"),
        "os": client.get("os_name"),
        "event_id": event.get("uuid"),
    }
    found.update(more)
    return found

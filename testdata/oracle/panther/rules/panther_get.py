from probe import attempt, cases

KEYS = ["eventName", "userIdentity", "errorCode", "requestParameters", "Straße", "ΣΊΣΥΦΟΣ", "İstanbul", "K"]


def rule(event):
    return event.get("EVENTNAME") == event.get("eventName")


def title(event):
    name = event.get("eventName")
    if name == "ConsoleLogin" or name in {"RunInstances", "PutObject"} or event.get("EventName") in ("A", "B"):
        return f"a known one: {name} {event.get('missing')} {event.get('missing', 'x')} {event.get('userIdentity', {})}"
    return f"{event['eventName']} {event['EVENTSOURCE']}"


def dedup(event):
    found = [event.get(key, "?") for key in event]
    return f"{len(event)} {bool(event)} {sum(1 for key in event if key.upper() in event)} {len(found)}"


def alert_context(event):
    identity = event.get("useridentity", {})
    context = {}
    for key in [*KEYS, *list(event)[:5]]:
        for name in cases(key):
            context["get " + name] = attempt(event.get, name)
            context["default " + name] = attempt(event.get, name, "default")
            context["item " + name] = attempt(lambda: event[name])
            context["in " + name] = attempt(lambda: name in event)
            context["nested " + name] = attempt(lambda: identity.get(name) if name in identity else identity[name])
    for odd in (1, None, True, 1.5, b"eventName", (), ("a",), [], {}, {1}, event, identity, len, str):
        text = attempt(str, odd)
        context["odd get " + text] = attempt(event.get, odd)
        context["odd item " + text] = attempt(lambda: event[odd])
        context["odd in " + text] = attempt(lambda: odd in event)
        context["odd empty " + text] = attempt(lambda: odd in event.get("nothing", {}))
    return context

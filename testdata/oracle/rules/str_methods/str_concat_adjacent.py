"""Adjacent literals, escapes and raw strings."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return "a" "b" r"\n" "\x41\u00e9\N{BULLET}" + s


def rule(event):
    v = value(event)
    return len(v) > 20


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}

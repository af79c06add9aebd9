"""join of a str's characters and a dict's keys."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    ident = event.get("userIdentity") or event.get("meta") or {}
    return ".".join(s[:5]) + "|" + "/".join(ident)


def rule(event):
    v = value(event)
    return len(v) > 12


def title(event):
    return f"{value(event)!r}"

"""dict views."""


def value(event):
    ident = event.get("userIdentity") or event.get("meta") or {}
    return "type" in ident.keys() or "ann" in ident.values() or ("level", 2) in ident.items()


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"

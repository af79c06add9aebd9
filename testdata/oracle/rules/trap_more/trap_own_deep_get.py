"""A deep_get of one's own that differs from the usual one."""


def deep_get(event, *keys, default=None):
    for key in keys:
        event = event.get(key, {})
    return event or default


def rule(event):
    return deep_get(event, "userIdentity", "sessionContext", "attributes", "mfaAuthenticated", default="none") != "none" or deep_get(event, "meta", "owner") == "ann"


def title(event):
    return f"{deep_get(event, 'userIdentity', 'type', default='?')} {deep_get(event, 'userIdentity', 'nothing')}"

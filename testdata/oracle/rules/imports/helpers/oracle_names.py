"""Constants and functions that rules of this pack import."""

ADMIN_NAMES = ["root", "admin", "ann"]
SUSPICIOUS = {"CreateUser", "StopLogging"}
LIMITS = {"count": 5, "ratio": 1.0}


def pick(event, *keys, default=None):
    for key in keys:
        value = event.get(key)
        if value is not None:
            return value
    return default


def deep(event, *path, default=None):
    here = event
    for key in path:
        if not isinstance(here, dict):
            return default
        here = here.get(key)
    return default if here is None else here


def over(event, key):
    return event.get(key, 0) > LIMITS[key]

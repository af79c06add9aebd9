"""A module's dict and list as a cache: they are written while the rule runs, and empty at the next event."""

SEEN = {}
LATEST = []
LIMIT = 2


def remember(key):
    SEEN[key] = SEEN.get(key, 0) + 1
    LATEST.append(key)
    del LATEST[:-LIMIT]
    return SEEN[key]


def rule(event):
    user = (event.get("userIdentity") or event.get("meta") or {}).get("userName") or str(event.get("name"))
    remember(user)
    remember(event.get("eventName") or "other")
    return remember(user) == 2


def title(event):
    return f"{SEEN} {LATEST} {remember('title')}"


def dedup(event):
    return str(len(SEEN)) + "".join(LATEST)

"""Nested get with an or at each step."""


LAST = None


def rule(event):
    global LAST
    params = event.get("requestParameters") or event.get("meta") or {}
    v = ((params.get("labels") or {}).get("env") or params.get("groupId") or "none").upper()
    LAST = v
    return v != "NONE"


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

"""By code point, astral after the rest."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = sorted(["z", "\ue000", "\U0001f600", s, "A"])
    LAST = v
    return v[0] == "A"


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

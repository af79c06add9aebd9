"""Doubled braces."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = f"{{}} {{{s}}} {'{'}"
    LAST = v
    return "e" in v


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

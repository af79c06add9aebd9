"""float() of strings."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = float(s) if s else [float(" 1_0.5 "), float("-inf"), float("1e400"), float(".5"), float("5."), float("\u0661.\u0662")]
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

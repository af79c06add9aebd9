"""Digits, decimals and numerics differ."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = [(x.isdigit(), x.isdecimal(), x.isnumeric()) for x in (s, "²", "½", "٣", "12", "")]
    LAST = v
    return bool(any(v[0]))


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

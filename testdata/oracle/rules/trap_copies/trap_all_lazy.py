"""All(...) stops at the first false one."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    return all(x for x in (s != "", c != 5, False, 1)) or c == 3


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"

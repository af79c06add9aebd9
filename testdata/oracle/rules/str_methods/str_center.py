"""Padding, and which side gets the odd one."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [s.center(20, "*"), "ab".center(5), "abc".center(6, "-"), s.ljust(15, "."), s.rjust(15)]


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = value(event)
    return bool(len(v[0]) > 20 or s > "d")


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}

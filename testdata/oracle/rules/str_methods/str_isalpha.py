"""Isalpha, isalnum, isspace, isascii."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [s.isalpha(), s.isalnum(), s.isspace(), s.isascii(), "".isalpha(), "".isascii(), "\x1c".isspace()]


def rule(event):
    v = value(event)
    return bool(v[0])


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}

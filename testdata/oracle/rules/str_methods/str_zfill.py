"""Signs stay in front."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return [s.zfill(8), "-7".zfill(4), "+7".zfill(4), "".zfill(2), "--1".zfill(5)]


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = value(event)
    return s.zfill(8) != s


def title(event):
    return f"{value(event)!r}"

"""Fill and alignment of str."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return f"{s:<20}|{s:>20}|{s:^20}|{s:*^21}|{s:.3}|{s:_<8.2}|"


def rule(event):
    v = value(event)
    return len(v) > 100


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}

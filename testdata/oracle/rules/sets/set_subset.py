"""<= < >= on sets."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return (set("ab") <= set(s), set("on") < set(s), set(s) >= {"o"}, set() <= set(s), set("a") == {"a"})


def rule(event):
    v = value(event)
    return bool(v[1])


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}

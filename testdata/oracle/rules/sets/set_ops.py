"""Union, intersection, difference, symmetric difference."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    return [sorted(set(s) & set("aeiou")), sorted(set(s) - set("aeiou")), sorted(set("ab") ^ set("bc")), sorted({1, 2} | {c})]


def rule(event):
    v = value(event)
    return len(v[0]) > 2


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}

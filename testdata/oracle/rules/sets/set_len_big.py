"""Many ints."""


def value(event):
    c = event.get("count", 5)
    return (len(set(range(100)) - set(range(0, 100, 3))), sum({1, 2, 3}), max({c, 3}), min({c, 9}))


def rule(event):
    v = value(event)
    return v[2] != 5


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}

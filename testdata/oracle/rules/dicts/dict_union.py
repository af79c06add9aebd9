"""The right one wins, the left one's place stays."""


def value(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    return {"owner": "left", "x": 1} | params | {"y": 2}


def rule(event):
    v = value(event)
    return v["owner"] != "left"


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}

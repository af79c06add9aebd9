"""Contexts that json.dumps takes, and some that it does not."""


def rule(event):
    return event.get("count", 5) != 5


def alert_context(event):
    n = event.get("count")
    if n == 3:
        return {"tuple": (1, 2), 1: "int key", None: "none key", True: "bool key", 2.5: 0.1, "nested": {"a": [None, {}]}}
    if n == 0:
        return {"set": {1}}
    if n == 7:
        return {(1, 2): "tuple key"}
    if n == 10:
        return {"inf": 1e400, "big": 2**80, "minus": -0.0}
    if n == 4:
        return ["no", "dict"]
    if n == 27:
        return {"f": len, "x": 1}
    return {"event": event, "keys": list(event.keys()), "n": n}

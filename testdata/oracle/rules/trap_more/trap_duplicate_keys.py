"""Of duplicate keys the last wins, in the place of the first; so in displays."""


def rule(event):
    d = {"a": 1, "b": 2, "a": event.get("count", 3)}
    event["d"] = d
    return d["a"] != 3


def title(event):
    return f"{event['d']} {[k for k in event if k.startswith('event')][:3]}"

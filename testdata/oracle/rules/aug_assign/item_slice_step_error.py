"""An extended slice takes as many values as it has places."""


def rule(event):
    v = [1, 2, 3, 4]
    v[::2] = event.get("values") or [7, 8]
    event["v"] = v
    return v[0] != 7


def title(event):
    return f"{event['v']}"

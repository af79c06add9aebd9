"""In-place set and dict operators."""


def rule(event):
    s = {"a", "b"}
    s |= set(event.get("tags") or [])
    s -= {"b"}
    s &= {"a", "c", "x", "t"}
    d = {"k": 1}
    d |= event.get("meta") or {"m": 1}
    event["both"] = (sorted(s), d)
    return len(s) > 1


def title(event):
    return f"{event['both']}"

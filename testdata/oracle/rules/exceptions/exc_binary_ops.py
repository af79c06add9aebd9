"""What operators raise on whatever the event has."""


def attempt(f, a, b):
    try:
        return f(a, b)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


OPS = [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b, lambda a, b: a in b, lambda a, b: a % b if not isinstance(a, str) else 0, lambda a, b: a // b, lambda a, b: a | b]


def rule(event):
    pairs = [("count", "ratio"), ("name", "count"), ("tags", "values"), ("meta", "name"), ("text", "name")]
    event["out"] = [attempt(op, event.get(a), event.get(b)) for op in OPS for a, b in pairs]
    return event.get("count", 5) != 5


def title(event):
    return f"{event['out']}"


def alert_context(event):
    return {"out": [str(x)[:80] for x in event["out"]]}

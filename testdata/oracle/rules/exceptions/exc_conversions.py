"""What conversions raise on whatever the event has."""


def attempt(f, x):
    try:
        return f(x)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def rule(event):
    out = []
    for f in (int, float, list, len, abs, sorted, sum, min):
        for key in ("count", "values"):
            out.append(attempt(f, event.get(key)))
    event["out"] = out
    return event.get("count", 5) != 5


def title(event):
    return f"{event['out']}"

"""What methods of the wrong type raise."""


def attempt(f):
    try:
        return f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def rule(event):
    n, t, m = event.get("name"), event.get("tags"), event.get("meta")
    event["out"] = [attempt(f) for f in (lambda: n.upper(), lambda: t.append(1), lambda: m.items(), lambda: n.get("x"), lambda: t.lower(), lambda: m.sort(), lambda: n[0], lambda: t["a"], lambda: m[0], lambda: n(), lambda: -t, lambda: n.startswith(1), lambda: ",".join(t), lambda: t.index(9), lambda: m.pop("zz"))]
    return event.get("count", 5) != 5


def title(event):
    return f"{event['out'][:8]}"


def dedup(event):
    return f"{event['out'][8:]}"

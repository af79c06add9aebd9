"""Update from a dict, keywords and pairs."""


LAST = None


def rule(event):
    global LAST
    params = event.get("requestParameters") or event.get("meta") or {}
    v = (lambda d: (d.update({"a": 1}, b=2), d.update([("c", 3)]), d.update(params), d))({"z": 0})[3]
    LAST = v
    return len(v) > 5


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

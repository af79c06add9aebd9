"""F-strings of None, float, list, dict and set."""


LAST = None


def rule(event):
    global LAST
    params = event.get("requestParameters") or event.get("meta") or {}
    r = event.get("ratio", 1.5)
    tags = event.get("tags", ["t", "u"])
    v = f"{None} {r} {tags} {params} { {1} } {True} {(1,)}"
    LAST = v
    return len(v) > 60


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

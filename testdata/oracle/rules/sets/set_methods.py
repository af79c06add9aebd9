"""Issubset and friends take any iterable."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    tags = event.get("tags", ["t", "u"])
    v = ({"a"}.issubset(tags), {"a", "b"}.intersection(tags) == {"a"}, {"a"}.isdisjoint(tags), sorted({"z"}.union(s, "q")))
    LAST = v
    return bool(v[0] or not v[2])


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

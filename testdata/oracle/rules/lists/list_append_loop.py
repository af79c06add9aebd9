"""Append, extend and insert."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    tags = event.get("tags", ["t", "u"])
    v = (lambda out: [out.append(c), out.extend(tags), out.insert(0, s), out][-1])([])
    LAST = v
    return len(v) > 3


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

"""\\r\\n is one end, \\x85 and \\u2028 are ends too."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = [s.splitlines(), s.splitlines(True), "a\x0bb\x0cc\x1cd\x85e\u2028f".splitlines(), "".splitlines()]
    LAST = v
    return len(v[0]) > 0


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

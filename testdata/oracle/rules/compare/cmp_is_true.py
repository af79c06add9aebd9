"""is True is not == True."""


LAST = None


def rule(event):
    global LAST
    v = (event.get("flag") is True, event.get("flag") == True)
    LAST = v
    return bool(v[0] != v[1] or v[0])


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

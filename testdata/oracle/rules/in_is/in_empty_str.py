"""The empty string is in every str."""


LAST = None


def rule(event):
    global LAST
    v = "" in (event.get("path") or "")
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

"""Set | list raises."""


LAST = None


def rule(event):
    global LAST
    tags = event.get("tags", ["t", "u"])
    v = {1} | event.get("tags", {2}) if event.get("flag") else {1} | {t for t in tags if t is not None}
    LAST = v
    return len(v) > 3


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

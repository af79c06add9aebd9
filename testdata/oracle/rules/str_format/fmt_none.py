"""None prints, and does not raise."""


LAST = None


def rule(event):
    global LAST
    v = f"{event.get('absent')}|{None!r}|{[None]}" + f"{event.get('name')}"
    LAST = v
    return "a" in v[12:]


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

"""None with a format spec raises."""


LAST = None


def rule(event):
    global LAST
    v = f"{event.get('count'):>5}"
    LAST = v
    return bool(v != '    5' and v > '    4')


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

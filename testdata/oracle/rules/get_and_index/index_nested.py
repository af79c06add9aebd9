"""Each step may raise another type."""


LAST = None


def rule(event):
    global LAST
    v = event["userIdentity"]["type"]
    LAST = v
    return bool(v == "Root" or v == "IAMUser")


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

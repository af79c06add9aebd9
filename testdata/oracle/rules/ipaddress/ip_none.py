"""None and ints from the event."""

import ipaddress


LAST = None


def rule(event):
    global LAST
    v = str(ipaddress.ip_address(event.get("ip")))
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

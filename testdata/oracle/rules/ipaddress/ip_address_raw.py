"""What is no address raises ValueError with its repr."""

import ipaddress


LAST = None


def rule(event):
    global LAST
    v = ipaddress.ip_address(event.get("sourceIPAddress") or event.get("ip")).version == 4
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

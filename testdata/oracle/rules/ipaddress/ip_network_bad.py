"""Text that is no network, in the message."""

import ipaddress


LAST = None


def rule(event):
    global LAST
    v = str(ipaddress.ip_network(event.get("path", "10.0.0.0/33")))
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

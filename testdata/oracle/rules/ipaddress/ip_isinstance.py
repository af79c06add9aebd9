"""Which class."""

import ipaddress


LAST = None


def rule(event):
    global LAST
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    v = isinstance(ipaddress.ip_address(ip), ipaddress.IPv4Address)
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

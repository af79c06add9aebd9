"""Addresses from and to integers."""

import ipaddress


LAST = None


def rule(event):
    global LAST
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    v = (int(ipaddress.ip_address(ip)), str(ipaddress.ip_address(3232235777)), str(ipaddress.ip_address(2 ** 64)))
    LAST = v
    return v[0] > 2 ** 30


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

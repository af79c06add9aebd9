"""IPv4Address of what may be IPv6."""

import ipaddress


def value(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    return str(ipaddress.IPv4Address(ip))


def rule(event):
    v = value(event)
    return v > '2'


def title(event):
    return f"{value(event)!r}"

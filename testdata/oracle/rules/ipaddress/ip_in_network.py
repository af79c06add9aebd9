"""Membership."""

import ipaddress


def value(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    return ipaddress.ip_address(ip) in ipaddress.ip_network("198.51.100.0/24")


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"

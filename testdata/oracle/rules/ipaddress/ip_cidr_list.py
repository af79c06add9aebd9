"""any of a list of networks."""

import ipaddress

NETWORKS = ["10.0.0.0/8", "198.51.100.0/24", "2001:db8::/32"]


def value(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    return any(ipaddress.ip_address(ip) in ipaddress.ip_network(n) for n in NETWORKS)


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"

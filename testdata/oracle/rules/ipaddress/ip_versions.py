"""A v6 address is in no v4 network."""

import ipaddress


def value(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    return [ipaddress.ip_address(ip) in ipaddress.ip_network(n) for n in ("10.0.0.0/8", "2001:db8::/32", "0.0.0.0/0", "::/0")]


def rule(event):
    v = value(event)
    return bool(v[2])


def title(event):
    return f"{value(event)!r}"

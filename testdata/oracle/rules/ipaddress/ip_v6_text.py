"""Compressed and exploded."""

import ipaddress


def value(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    return [str(ipaddress.ip_address(a)) for a in ("2001:DB8:0:0:1:0:0:1", "::", "1::", "0:0:0:0:0:ffff:0102:0304")] + [ipaddress.ip_address(ip).exploded, ipaddress.ip_address(ip).compressed]


def rule(event):
    v = value(event)
    return "." in v[4]


def title(event):
    return f"{value(event)!r}"

"""Subnet_of and overlaps."""

import ipaddress


def value(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    return (ipaddress.ip_network("10.1.0.0/16").subnet_of(ipaddress.ip_network("10.0.0.0/8")), ipaddress.ip_network("10.0.0.0/8").overlaps(ipaddress.ip_network(ip + "/30", strict=False)), ipaddress.ip_network("10.0.0.0/8").supernet_of(ipaddress.ip_network("10.2.0.0/16")))


def rule(event):
    v = value(event)
    return bool(v[1])


def title(event):
    return f"{value(event)!r}"

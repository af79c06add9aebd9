"""Netmask and hostmask forms."""

import ipaddress


def value(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    return [str(ipaddress.ip_network("10.0.0.0/255.0.0.0")), str(ipaddress.ip_network("10.0.0.0/0.255.255.255")), str(ipaddress.ip_network("1.2.3.4")), str(ipaddress.ip_network(ip))]


def rule(event):
    v = value(event)
    return "." in v[3]


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}

"""Equal addresses, hashable."""

import ipaddress


def value(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    return ipaddress.ip_address(ip) in {ipaddress.ip_address("198.51.100.7"), ipaddress.ip_address("10.1.2.3")}


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}

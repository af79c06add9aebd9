"""Host bits raise unless strict is False."""

import ipaddress


def value(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    return str(ipaddress.ip_network(ip + "/16", strict=False)) + str(ipaddress.ip_network(ip + "/32" if ":" not in ip else ip + "/128"))


def rule(event):
    v = value(event)
    return "." in v


def title(event):
    return f"{value(event)!r}"

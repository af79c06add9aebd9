"""A zero prefix."""

import ipaddress


def value(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    return ipaddress.ip_network(event.get("cidr") or (ip + "/0" if event.get("flag") is True or "eventName" in event else ip), strict=False).prefixlen == 0


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}

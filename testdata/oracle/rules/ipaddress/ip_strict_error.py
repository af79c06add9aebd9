"""Host bits set."""

import ipaddress


def value(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    return ipaddress.ip_network(ip + "/8").num_addresses > 1


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}

"""is_private by the tables of 3.11."""

import ipaddress


def value(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    return [ipaddress.ip_address(a).is_private for a in ("10.0.0.1", "100.64.0.1", "192.0.2.1", "198.18.0.1", "192.0.0.8", "169.254.1.1", "240.0.0.1", ip)]


def rule(event):
    v = value(event)
    return bool(v[7])


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}

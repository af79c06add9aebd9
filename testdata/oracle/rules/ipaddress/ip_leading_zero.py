"""Leading zeros are an error."""

import ipaddress


def value(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    return ipaddress.ip_address("010.1.1.1" if event.get("flag") else ip).version


def rule(event):
    v = value(event)
    return v == 4


def title(event):
    return f"{value(event)!r}"

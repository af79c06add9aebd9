"""Parse, print, version."""

import ipaddress


def value(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    return (lambda a: (str(a), a.version, repr(a)))(ipaddress.ip_address(ip))


def rule(event):
    v = value(event)
    return v[1] == 4


def title(event):
    return f"{value(event)!r}"

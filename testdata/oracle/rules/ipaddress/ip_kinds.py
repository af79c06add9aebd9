"""Loopback, link local, multicast, reserved, unspecified."""

import ipaddress


def rule(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    v = (lambda a: [a.is_loopback, a.is_link_local, a.is_multicast, a.is_reserved, a.is_unspecified, a.is_private])(ipaddress.ip_address(ip))
    event["_seen"] = v
    return bool(v[5])


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

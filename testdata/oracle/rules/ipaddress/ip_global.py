"""Is_global."""

import ipaddress


def value(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    return [ipaddress.ip_address(a).is_global for a in ("8.8.8.8", "100.64.0.1", "192.88.99.1", "fc00::1", "2001:db8::1", "2606:4700::1", ip)]


def rule(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    v = value(event)
    return bool(v[6] or ip > "1:")


def title(event):
    return f"{value(event)!r}"

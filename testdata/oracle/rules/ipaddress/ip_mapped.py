"""IPv4-mapped IPv6."""

import ipaddress


LAST = None


def rule(event):
    global LAST
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    v = [str(getattr(ipaddress.ip_address(a), "ipv4_mapped")) for a in ("::ffff:10.0.0.1", "::1")] + [ipaddress.ip_address("::ffff:10.0.0.1").is_private, str(ipaddress.ip_address("::ffff:1.2.3.4"))] + [ip]
    LAST = v
    return "." in v[4]


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

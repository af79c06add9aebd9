"""Hosts of a small network."""

import ipaddress


def rule(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    if (v := ([str(h) for h in ipaddress.ip_network(ip + "/30" if ":" not in ip else ip + "/126", strict=False).hosts()])) is None:
        return False
    return bool(v)


def title(event):
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    found = [str(h) for h in ipaddress.ip_network(ip + "/30" if ":" not in ip else ip + "/126", strict=False).hosts()]
    return "%s / %r" % (type(found).__name__, found)

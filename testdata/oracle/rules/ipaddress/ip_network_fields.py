"""Network_address, broadcast_address, netmask, prefixlen, num_addresses."""

import ipaddress


LAST = None


def rule(event):
    global LAST
    ip = event.get("sourceIPAddress") or event.get("ip") or "10.0.0.1"
    v = (lambda n: [str(n.network_address), str(n.broadcast_address), str(n.netmask), n.prefixlen, n.num_addresses, n.version])(ipaddress.ip_network(ip + "/20", strict=False))
    LAST = v
    return v[5] == 4


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

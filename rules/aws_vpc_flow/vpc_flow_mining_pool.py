"""A host inside keeps connections to ports on the internet that mining pools use and little else does, five
records within an hour.
"""

from network import is_inner, is_public

PORTS = (3333, 5555, 7777, 14433, 14444, 20128, 45560, 45700)


def rule(event):
    if event.get("action") != "ACCEPT" or event.get("dstport") not in PORTS:
        return False
    # The other way round it would be the answer to a client that happens to have the port.
    port = event.get("srcport")
    if not isinstance(port, int) or port < 32768:
        return False
    return is_inner(event.get("srcaddr")) and is_public(event.get("dstaddr"))


def title(event):
    return f"{event.get('srcaddr')} talks to port {event.get('dstport')} of {event.get('dstaddr')}, as to a mining pool"


def dedup(event):
    return f"{event.get('srcaddr')}"


def alert_context(event):
    keys = ("account-id", "interface-id", "instance-id", "srcaddr", "srcport", "dstaddr", "dstport", "bytes", "packets")
    return {key: event.get(key) for key in keys}

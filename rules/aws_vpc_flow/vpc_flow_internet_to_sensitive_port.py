"""A connection from the internet to a port for remote login, a database or a control plane was accepted, and
more than a greeting was exchanged.
"""

from network import SENSITIVE, is_inner, is_public

# Less than this is a scan: a handshake and a banner.
TALK = 2000
PACKETS = 10


def rule(event):
    if event.get("action") != "ACCEPT" or event.get("dstport") not in SENSITIVE:
        return False
    sent, packets = event.get("bytes"), event.get("packets")
    if not isinstance(sent, int) or not isinstance(packets, int) or sent < TALK or packets < PACKETS:
        return False
    return is_public(event.get("srcaddr")) and is_inner(event.get("dstaddr"))


def title(event):
    service = SENSITIVE.get(event.get("dstport"))
    return f"{event.get('srcaddr')} talks {service} to {event.get('dstaddr')} ({event.get('interface-id')})"


def dedup(event):
    return f"{event.get('dstaddr')} {event.get('dstport')}"


def severity(event):
    # Logins are guessed all day; a database that answers the internet is open.
    return "MEDIUM" if event.get("dstport") in (22, 3389) else "HIGH"


def alert_context(event):
    keys = ("account-id", "interface-id", "instance-id", "srcaddr", "srcport", "dstaddr", "dstport", "bytes", "packets")
    return {key: event.get(key) for key in keys}

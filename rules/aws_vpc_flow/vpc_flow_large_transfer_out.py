"""One host sent more than five gigabytes to one address on the internet in one record, that is within ten
minutes.
"""

from network import is_inner, is_public

MUCH = 5 * 1024**3


def rule(event):
    sent = event.get("bytes")
    if event.get("action") != "ACCEPT" or not isinstance(sent, int) or sent < MUCH:
        return False
    # A server answers from its port; who sends out does so from a port of a client's.
    port = event.get("srcport")
    if not isinstance(port, int) or port < 1024:
        return False
    return is_inner(event.get("srcaddr")) and is_public(event.get("dstaddr"))


def title(event):
    much = event.get("bytes") // 1024**3
    return f"{event.get('srcaddr')} sent {much} GiB to {event.get('dstaddr')}"


def dedup(event):
    return f"{event.get('srcaddr')} {event.get('dstaddr')}"


def alert_context(event):
    keys = ("account-id", "interface-id", "instance-id", "srcaddr", "srcport", "dstaddr", "dstport", "bytes", "packets")
    return {key: event.get(key) for key in keys}

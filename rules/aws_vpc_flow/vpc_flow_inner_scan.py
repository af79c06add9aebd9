"""A host inside was refused by thirty different addresses and ports within ten minutes."""

from network import is_inner
from panther_detection_helpers.caching import add_to_string_set

MANY = 30
TEN_MINUTES = 600


def rule(event):
    # What comes back to a port of a client's is an answer that is late, not a scan.
    port = event.get("dstport")
    if event.get("action") != "REJECT" or not isinstance(port, int) or port >= 32768:
        return False
    if not is_inner(event.get("srcaddr")) or not is_inner(event.get("dstaddr")):
        return False
    refused = f"{event.get('dstaddr')}:{port}"
    return len(add_to_string_set(f"scan {event.get('srcaddr')}", refused, epoch_seconds=TEN_MINUTES)) >= MANY


def title(event):
    return f"{event.get('srcaddr')} scans the network of account {event.get('account-id')}"


def dedup(event):
    return f"{event.get('srcaddr')}"


def alert_context(event):
    keys = ("account-id", "interface-id", "instance-id", "srcaddr", "srcport", "dstaddr", "dstport", "bytes", "packets")
    return {key: event.get(key) for key in keys}

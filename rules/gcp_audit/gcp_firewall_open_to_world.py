"""A firewall rule lets the whole internet reach a port for remote login, a database or a control plane, or all
ports.
"""

from gcp import actor, context, method, payload, project, resource, worked
from network import SENSITIVE


def covers(ports):
    """Whether some port or range of `ports`, `22` or `1000-2000`, has a sensitive one in it; no ports are all."""
    if not ports:
        return True
    for one in ports:
        first, _, last = str(one).partition("-")
        if first.isdigit() and any(int(first) <= port <= int(last or first) for port in SENSITIVE):
            return True
    return False


def opened(event):
    """What the rule allows to the world: protocol and ports."""
    request = payload(event).get("request") or {}
    if not any(one in ("0.0.0.0/0", "::/0") for one in request.get("sourceRanges") or []):
        return []
    if request.get("direction") == "EGRESS" or request.get("disabled") is True:
        return []
    found = request.get("alloweds") or request.get("allowed") or []
    kinds = ("tcp", "udp", "all", "6", "17")
    return [one for one in found if str(one.get("IPProtocol")) in kinds and covers(one.get("ports"))]


def rule(event):
    if not method(event).endswith(("compute.firewalls.insert", "compute.firewalls.patch", "compute.firewalls.update")):
        return False
    return worked(event) and len(opened(event)) > 0


def title(event):
    return f"firewall {resource(event).split('/')[-1]} opened to the internet by {actor(event)} in {project(event)}"


def dedup(event):
    return f"{project(event)} {resource(event)}"


def alert_context(event):
    return context(event, opened=opened(event))

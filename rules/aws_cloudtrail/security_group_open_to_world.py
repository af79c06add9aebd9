"""A security group now lets the whole internet reach a port that should never be there: remote login, a
database, a control plane. Scanners find such a port within minutes.

Any range of addresses wider than a single allocation counts as the whole internet, for `0.0.0.0/1` and `128.0.0.0/1`
together are as open as `0.0.0.0/0`. Web ports are not reported.
"""

import ipaddress

from cloudtrail import account, actor, context, is_call, items, parameters
from policies import many

SENSITIVE_PORTS = {
    21: "FTP",
    22: "SSH",
    23: "Telnet",
    135: "RPC",
    139: "NetBIOS",
    445: "SMB",
    1433: "SQL Server",
    1521: "Oracle",
    2375: "Docker",
    2379: "etcd",
    3306: "MySQL",
    3389: "RDP",
    5432: "PostgreSQL",
    5601: "Kibana",
    5900: "VNC",
    5985: "WinRM",
    5986: "WinRM",
    6379: "Redis",
    9200: "Elasticsearch",
    10250: "kubelet",
    11211: "memcached",
    27017: "MongoDB",
}
ALL_PROTOCOLS = ("-1", "all")
PROTOCOLS_WITH_PORTS = ("tcp", "udp", "6", "17")
# A prefix shorter than this is wider than anybody's own network, private ranges included.
WIDEST_OWN = {4: 8, 6: 7}


def is_world(cidr):
    # AWS takes a block with host bits set and clears them.
    try:
        network = ipaddress.ip_network(cidr, strict=False)
    except ValueError:
        return False
    return network.prefixlen < WIDEST_OWN[network.version]


def world_blocks(permission):
    """The permission's blocks of addresses that are the whole internet or a large part of it."""
    v4 = [r.get("cidrIp") for r in items(permission.get("ipRanges"))]
    v6 = [r.get("cidrIpv6") for r in items(permission.get("ipv6Ranges"))]
    # A call for a single rule has its block beside the ports.
    alone = [permission.get("cidrIp"), permission.get("CidrIpv4"), permission.get("CidrIpv6")]
    return [cidr for cidr in v4 + v6 + alone if cidr and is_world(cidr)]


def open_ports(permission):
    """The sensitive ports that the permission covers, in order."""
    protocol = str(permission.get("ipProtocol") or permission.get("IpProtocol") or "").lower()
    if protocol in ALL_PROTOCOLS:
        return list(SENSITIVE_PORTS)
    if protocol not in PROTOCOLS_WITH_PORTS:
        return []
    first = permission.get("fromPort", permission.get("FromPort"))
    last = permission.get("toPort", permission.get("ToPort"))
    if first is None or last is None:
        return []
    if first == -1:
        return list(SENSITIVE_PORTS)
    return [port for port in SENSITIVE_PORTS if first <= port <= last]


def permissions(event):
    """Every permission that the call adds or changes, in whichever of its shapes the call has it."""
    call = parameters(event)
    found = [call] + list(items(call.get("ipPermissions")))
    changed = (call.get("ModifySecurityGroupRulesRequest") or {}).get("SecurityGroupRule")
    return found + [change.get("SecurityGroupRule") or {} for change in many(changed)]


def openings(event):
    """`{"cidr", "ports"}` for each permission that opens sensitive ports to the world."""
    found = []
    for permission in permissions(event):
        ports = open_ports(permission)
        if ports:
            found += [{"cidr": cidr, "ports": ports} for cidr in world_blocks(permission)]
    return found


def rule(event):
    calls = ("AuthorizeSecurityGroupIngress", "ModifySecurityGroupRules")
    return is_call(event, "ec2.amazonaws.com", calls) and len(openings(event)) > 0


def group(event):
    call = parameters(event)
    changed = call.get("ModifySecurityGroupRulesRequest") or {}
    return call.get("groupId") or call.get("groupName") or changed.get("GroupId") or "?"


def services(event):
    """The names of what can be reached, once each, in the order of the ports."""
    names = []
    for opening in openings(event):
        for port in opening["ports"]:
            if SENSITIVE_PORTS[port] not in names:
                names.append(SENSITIVE_PORTS[port])
    return names


def title(event):
    names = services(event)
    what = ", ".join(names) if len(names) <= 3 else f"{len(names)} sensitive services"
    cidrs = sorted({opening["cidr"] for opening in openings(event)})
    return f"security group {group(event)} opened {what} to {', '.join(cidrs)} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {group(event)}"


def severity(event):
    return "CRITICAL" if len(services(event)) > 3 else "HIGH"


def alert_context(event):
    return context(event, security_group=group(event), openings=openings(event))

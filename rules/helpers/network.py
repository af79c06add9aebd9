"""Addresses and ports."""

import ipaddress

# Ports that the internet has no business with.
SENSITIVE = {
    22: "SSH",
    23: "Telnet",
    445: "SMB",
    1433: "SQL Server",
    1521: "Oracle",
    2375: "Docker",
    2379: "etcd",
    3306: "MySQL",
    3389: "RDP",
    5432: "PostgreSQL",
    5900: "VNC",
    5985: "WinRM",
    6379: "Redis",
    9200: "Elasticsearch",
    10250: "kubelet",
    11211: "memcached",
    27017: "MongoDB",
}


def parse(address):
    """The address, or None for what is none."""
    try:
        return ipaddress.ip_address(str(address))
    except ValueError:
        return None


def is_public(address):
    found = parse(address)
    return found is not None and found.is_global


def is_inner(address):
    found = parse(address)
    return found is not None and found.is_private

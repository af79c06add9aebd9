"""What is a tuple by another name is taken apart as one."""

import datetime
import ipaddress
from urllib.parse import urlsplit


def made(make, value):
    try:
        return str(make(value))
    except (IndexError, TypeError, ValueError) as error:
        return type(error).__name__


def rule(event):
    return "eventName" in event


def title(event):
    week = datetime.date(2026, 11, 22).isocalendar()
    parts = urlsplit(str(event.get("eventName")))
    values = (week, parts, ("10.0.0.0", 8), ("10.0.0.0",), (1, 2, 3))
    makes = (ipaddress.ip_network, ipaddress.ip_interface, ipaddress.IPv4Network, ipaddress.IPv6Interface)
    return "; ".join(made(make, value) for value in values for make in makes)

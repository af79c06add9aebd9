"""What cannot be deleted from says so in one of two ways, by whether its class may be a sequence."""

import datetime
import functools
import ipaddress
import re
import time
import urllib.parse
import uuid


def said(value, key):
    try:
        del value[key]
    except TypeError as error:
        return str(error)
    return None


def rule(event):
    return True


def alert_context(event):
    values = [
        urllib.parse.urlsplit("s3://bucket/key"),
        urllib.parse.urlparse("http://a/b"),
        ipaddress.ip_address("10.0.0.1"),
        ipaddress.ip_network("10.0.0.0/8"),
        re.compile("a"),
        re.search("a", "a"),
        functools.partial(said, 1),
        time.gmtime(0),
        datetime.date(2024, 2, 29).isocalendar(),
        datetime.date(2024, 2, 29),
        datetime.timedelta(1),
        uuid.UUID(int=1),
        1.5,
        event.get("count"),
    ]
    return {"said": [[said(value, 0), said(value, "a")] for value in values]}

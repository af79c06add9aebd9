"""Taking an ARN apart."""

import re


def value(event):
    ident = event.get("userIdentity") or event.get("meta") or {}
    return (re.match(r"arn:(?P<partition>[^:]+):(?P<service>[^:]*):[^:]*:(?P<account>\d*):(?P<name>.+)$", event.get("roleArn") or ident.get("arn") or "") or re.match("", "")).groupdict()


def rule(event):
    v = value(event)
    return len(v) > 0


def title(event):
    return "value: " + str(value(event))


def alert_context(event):
    return {"value": value(event), "again": [value(event)]}

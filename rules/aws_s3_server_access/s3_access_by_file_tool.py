"""Objects were read with a program for copying files (S3 Browser, Rclone, Cyberduck, MEGA) under an identity,
fifty within an hour.
"""

import re

TOOLS = re.compile(r"s3 ?browser|rclone|cyberduck|mountain ?duck|megasync|winscp|filezilla|cloudberry", re.IGNORECASE)


def tool(event):
    found = TOOLS.search(str(event.get("useragent")))
    return found.group(0) if found else None


def rule(event):
    if event.get("operation") != "REST.GET.OBJECT" or not event.get("requester") or event.get("httpstatus") != 200:
        return False
    return tool(event) is not None


def title(event):
    return f"objects of bucket {event.get('bucket')} copied with {tool(event)} by {event.get('requester')}"


def dedup(event):
    return f"{event.get('bucket')} {event.get('requester')}"


def alert_context(event):
    keys = ("bucket", "key", "operation", "httpstatus", "remoteip", "requester", "useragent", "requestid")
    return {key: event.get(key) for key in keys}

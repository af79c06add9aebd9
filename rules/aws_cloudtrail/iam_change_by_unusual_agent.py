"""Identities or permissions were changed by a program that nobody administers IAM with: a file browser for S3, a
bare HTTP library, a distribution made for intruders, a framework for attacks.
"""

import re

from actors import by_service
from cloudtrail import account, actor, context, principal

CHANGES = ("Create", "Put", "Attach", "Update", "Add", "Deactivate", "Delete", "Detach", "SetDefault", "Upload")
UNUSUAL = re.compile(
    r"kali|parrot|pentoo|pacu|s3 ?browser|cloudberry|winscp|rclone|cyberduck|mountain ?duck|^python-requests"
    r"|^python-urllib|^curl/|^wget/|^go-http-client|^okhttp|^postman|insomnia/|burp|stratus-red-team",
    re.IGNORECASE,
)


def tool(event):
    """The part of the user agent that is unusual, or None."""
    found = UNUSUAL.search(str(event.get("userAgent")))
    return found.group(0).lower() if found else None


def rule(event):
    if event.get("eventSource") != "iam.amazonaws.com" or event.get("errorCode"):
        return False
    return str(event.get("eventName")).startswith(CHANGES) and tool(event) is not None and not by_service(event)


def title(event):
    return f"{event.get('eventName')} with {tool(event)} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)} {tool(event)}"


def alert_context(event):
    return context(event, action=event.get("eventName"), tool=tool(event))

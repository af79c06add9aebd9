"""A call came from Kali, Parrot or Pentoo, by the kernel's name in the user agent, or from a framework for
attacks on AWS. Refused calls count.
"""

import re

from actors import by_service
from cloudtrail import account, actor, context, principal

SYSTEMS = re.compile(r"[-. #/](kali|parrot|pentoo|blackarch)[0-9]*\b|pacu|cloudgoat|weirdaal|endgame/", re.IGNORECASE)
# One of these is in whatever the expression finds.
WORDS = ("kali", "parrot", "pentoo", "blackarch", "pacu", "cloudgoat", "weirdaal", "endgame/")


def system(event):
    found = SYSTEMS.search(str(event.get("userAgent")))
    return found.group(0).strip("-. #/").lower() if found else None


def rule(event):
    agent = str(event.get("userAgent")).lower()
    return any(word in agent for word in WORDS) and system(event) is not None and not by_service(event)


def title(event):
    return f"{actor(event)} called AWS from {system(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, system=system(event), action=event.get("eventName"), service=event.get("eventSource"))

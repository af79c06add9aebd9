"""An identity was refused a dozen different calls within an hour. A broken program repeats one call; somebody
who tries what a stolen key can do goes through many.

Services, scanners and pipelines are not counted.
"""

from actors import by_scanner, routine
from cloudtrail import account, actor, context, principal
from panther_detection_helpers.caching import add_to_string_set

DIFFERENT = 12
HOUR = 3600
DENIED = ("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "Client.UnauthorizedOperation",
          "UnauthorizedAccess", "AuthorizationError", "AuthorizationErrorException")  # fmt: skip


def rule(event):
    if event.get("errorCode") not in DENIED or routine(event) or by_scanner(event):
        return False
    call = f"{event.get('eventSource')}:{event.get('eventName')}"
    return len(add_to_string_set(f"denied {account(event)} {actor(event)}", call, epoch_seconds=HOUR)) >= DIFFERENT


def title(event):
    return f"{actor(event)} was refused many different calls in {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def severity(event):
    # An access key that starts with AKIA has no end; a session's has.
    key = str((event.get("userIdentity") or {}).get("accessKeyId"))
    return "MEDIUM" if key.startswith("AKIA") else "LOW"


def alert_context(event):
    return context(event, last_call=event.get("eventName"), service=event.get("eventSource"))

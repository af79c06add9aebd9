"""One identity asked within ten minutes for most of what tells an intruder where they are: who am I, users,
roles, policies, buckets, secrets, keys, functions. Eight of these calls, by somebody who is no scanner,
pipeline or service.

The console asks for much by itself: calls that came from it are not counted.
"""

from actors import by_scanner, routine
from cloudtrail import account, actor, context, principal
from panther_detection_helpers.caching import add_to_string_set

ASKED = (
    "GetCallerIdentity",
    "GetAccountAuthorizationDetails",
    "GetAccountSummary",
    "ListUsers",
    "ListRoles",
    "ListGroups",
    "ListPolicies",
    "ListAttachedUserPolicies",
    "ListUserPolicies",
    "ListAccessKeys",
    "ListAccountAliases",
    "ListBuckets",
    "ListSecrets",
    "ListFunctions20150331",
    "ListKeys",
    "DescribeParameters",
    "DescribeTrails",
    "ListDetectors",
    "ListAccounts",
    "DescribeOrganization",
    "DescribeSnapshots",
    "GetSendQuota",
    "ListFoundationModels",
)
MANY = 8
TEN_MINUTES = 600


def rule(event):
    if event.get("eventName") not in ASKED or event.get("sessionCredentialFromConsole"):
        return False
    if routine(event) or by_scanner(event) or str(event.get("userAgent")).startswith(("Mozilla", "AWS Internal")):
        return False
    key = f"looked-through {account(event)} {actor(event)}"
    return len(add_to_string_set(key, event.get("eventName"), epoch_seconds=TEN_MINUTES)) >= MANY


def title(event):
    return f"{actor(event)} looked through {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, last_call=event.get("eventName"))

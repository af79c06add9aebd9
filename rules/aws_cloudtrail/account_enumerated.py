"""One identity asked within ten minutes for most of what tells an intruder where they are: who am I, users,
roles, policies, buckets, secrets, keys, functions. Eight of these calls, by a user's key or an instance's
role that is no scanner's and no pipeline's.

The console asks for much by itself: calls that came from it are not counted. Who does it all the time is reported
once in thirty days.
"""

from actors import by_scanner, routine
from cloudtrail import account, actor, context, identity, principal
from panther_detection_helpers.caching import add_to_string_set, get_string_set, put_string_set

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
MONTH = 30 * 24 * 3600


def rule(event):
    if event.get("eventName") not in ASKED or event.get("sessionCredentialFromConsole"):
        return False
    # Vendors' scanners come by roles that trust them: those are theirs to use so.
    on_instance = (identity(event).get("sessionContext") or {}).get("ec2RoleDelivery")
    if identity(event).get("type") not in ("IAMUser", "Root", "FederatedUser") and not on_instance:
        return False
    if routine(event) or by_scanner(event) or str(event.get("userAgent")).startswith(("Mozilla", "AWS Internal")):
        return False
    who = f"{account(event)} {actor(event)}"
    if len(add_to_string_set(f"looked-through {who}", event.get("eventName"), epoch_seconds=TEN_MINUTES)) < MANY:
        return False
    usual = f"looks-through {account(event)} {principal(event)}"
    if len(get_string_set(usual)) > 0:
        return False
    put_string_set(usual, {"yes"}, epoch_seconds=MONTH)
    return True


def title(event):
    return f"{actor(event)} looked through {account(event)}"


def dedup(event):
    return f"{account(event)} {principal(event)}"


def alert_context(event):
    return context(event, last_call=event.get("eventName"))

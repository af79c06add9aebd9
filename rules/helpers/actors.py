"""Who is behind a CloudTrail record: an AWS service, a pipeline, a scanner, or somebody at a keyboard."""

import re

from cloudtrail import account, identity
from settings import OWN_ACCOUNTS, PIPELINE_PARTS, PIPELINE_WORDS, SCANNER_WORDS, TRUSTED_ACCOUNTS

SEPARATORS = re.compile(r"[^a-z0-9]+")
# Providers whose web identities are jobs, not people.
JOB_ISSUERS = ("token.actions.githubusercontent.com", "gitlab", "circleci", "buildkite", "bitbucket", "spacelift")


def issuer(event):
    """The role behind a session: the record's `sessionIssuer`, or an empty dict."""
    return (identity(event).get("sessionContext") or {}).get("sessionIssuer") or {}


def name(event):
    """The role's or the user's name, or an empty text."""
    return issuer(event).get("userName") or identity(event).get("userName") or ""


def by_service(event):
    """Whether AWS made the call, by itself or through a service that somebody used."""
    who = identity(event)
    if who.get("type") == "AWSService" or "/aws-service-role/" in (issuer(event).get("arn") or ""):
        return True
    invoked = who.get("invokedBy") or ""
    return invoked.endswith(".amazonaws.com") or invoked == "AWS Internal"


def by_pipeline(event):
    """Whether a pipeline made the call, by the name of its role or user, or by who vouched for it."""
    called = name(event).lower()
    if any(word in called for word in PIPELINE_WORDS):
        return True
    # Most names have none of the parts anywhere, which is told sooner than what they are made of.
    if any(part in called for part in PIPELINE_PARTS) and any(p in PIPELINE_PARTS for p in SEPARATORS.split(called)):
        return True
    web = (identity(event).get("sessionContext") or {}).get("webIdFederationData") or {}
    provider = web.get("federatedProvider") or ""
    return any(word in provider for word in JOB_ISSUERS)


def by_scanner(event):
    """Whether it is something that reads whole accounts by design."""
    called = name(event).lower()
    return any(word in called for word in SCANNER_WORDS)


def routine(event):
    """Whether a service or a pipeline made the call."""
    return by_service(event) or by_pipeline(event)


def by_sso(event):
    """Whether somebody came through IAM Identity Center. The path of its roles is reserved: nobody can make one."""
    return "/aws-reserved/sso.amazonaws.com/" in (issuer(event).get("arn") or "")


def by_person(event):
    """Whether it is the root user, an IAM user, or somebody who came through single sign-on."""
    kind = identity(event).get("type")
    return kind in ("Root", "IAMUser", "FederatedUser", "SAMLUser", "IdentityCenterUser") or by_sso(event)


def is_inside(event, other):
    """Whether the account `other` is the record's own, one of yours, or one that you trust."""
    return other == account(event) or other in OWN_ACCOUNTS or other in TRUSTED_ACCOUNTS


def outside(event, accounts):
    """Those of `accounts` that are twelve digits and not inside."""
    found = [str(one) for one in accounts or []]
    return [one for one in found if len(one) == 12 and one.isdigit() and not is_inside(event, one)]

"""IAM and resource policies, as the text that CloudTrail holds them in or as objects: what they allow, and whom."""

import json
import re
from urllib.parse import unquote

ACCOUNT = re.compile(r"^(?:arn:aws[a-z-]*:(?:iam|sts)::)?([0-9]{12})(?::.*)?$")
# Conditions that keep a policy for everybody to somebody.
NARROWING = ("aws:sourceaccount", "aws:sourcearn", "aws:sourceowner", "aws:sourceorgid", "aws:sourceorgpaths",
             "aws:sourcevpc", "aws:sourcevpce", "aws:sourceip", "aws:principalorgid", "aws:principalorgpaths",
             "aws:principalaccount", "aws:principalarn", "aws:principalservicename", "aws:principalisawsservice",
             "aws:userid", "kms:calleraccount", "lambda:functionurlauthtype")  # fmt: skip


def many(value):
    """A list of it, where it is not one: policies have both."""
    if value is None:
        return []
    return [value] if isinstance(value, (str, dict)) or hasattr(value, "get") else list(value)


def statements(document):
    """The policy's statements; none of a text that is no policy. IAM writes some documents percent-encoded."""
    if isinstance(document, str):
        try:
            document = json.loads(unquote(document) if document.startswith("%7B") else document)
        except ValueError:
            return []
    if document is None or not hasattr(document, "get"):
        return []
    return [one for one in many(document.get("Statement")) if hasattr(one, "get")]


def allows(statement):
    return str(statement.get("Effect")).lower() == "allow"


def admin_actions(document):
    """What of `*`, `iam:*` and `sts:*` the policy allows, in lower case and once each."""
    found = []
    for statement in statements(document):
        if not allows(statement):
            continue
        for action in many(statement.get("Action")):
            action = str(action).lower()
            if action in ("*", "*:*", "iam:*", "sts:*") and action not in found:
                found.append(action)
    return found


def principals(statement):
    """The AWS principals of a statement: `*`, accounts, ARNs."""
    principal = statement.get("Principal")
    if principal is None or isinstance(principal, str):
        return many(principal)
    if not hasattr(principal, "get"):
        return []
    return [str(one) for one in many(principal.get("AWS"))]


def is_narrowed(statement):
    """Whether a condition says from where or for whom."""
    condition = statement.get("Condition")
    if condition is None or not hasattr(condition, "values"):
        return False
    keys = [str(key).lower() for test in condition.values() if hasattr(test, "keys") for key in test]
    return any(key in NARROWING for key in keys)


def is_public(document):
    """Whether the policy allows something to everybody, and no condition narrows it."""
    return any(allows(one) and "*" in principals(one) and not is_narrowed(one) for one in statements(document))


def trusted_accounts(document):
    """The accounts that the policy allows something, in order, once each."""
    found = []
    for statement in statements(document):
        if not allows(statement):
            continue
        for principal in principals(statement):
            matched = ACCOUNT.match(principal)
            if matched and matched.group(1) not in found:
                found.append(matched.group(1))
    return found

"""Import as, from-import as."""

import oracle_names as names
from oracle_names import deep as dig, LIMITS as L


def rule(event):
    return dig(event, "userIdentity", "sessionContext", "sessionIssuer", "type") == "Role" or dig(event, "meta", "level", default=9) < L["count"]


def title(event):
    return f"{dig(event, 'userIdentity', 'arn')} {names.deep(event, 'meta', 'labels', 'env', default='-')}"

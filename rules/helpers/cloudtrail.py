"""What rules over CloudTrail records share: who made the call, whether it worked, and a context for the alert."""


def identity(event):
    """The record's `userIdentity`, or an empty dict where there is none."""
    return event.get("userIdentity") or {}


def parameters(event):
    """The call's parameters, or an empty dict: CloudTrail writes null for a call without any."""
    return event.get("requestParameters") or {}


def is_call(event, source, names):
    """Whether the record is a call of one of `names` to the service `source` that AWS did not refuse."""
    return event.get("eventSource") == source and event.get("eventName") in names and not event.get("errorCode")


def signed_in(event):
    """Whether the record is a console sign-in that worked; a failed one has a record of the same name."""
    if event.get("eventName") != "ConsoleLogin" or event.get("eventSource") != "signin.amazonaws.com":
        return False
    return (event.get("responseElements") or {}).get("ConsoleLogin") == "Success"


def account(event):
    """The account whose trail has the record."""
    return event.get("recipientAccountId") or identity(event).get("accountId") or "unknown account"


def actor(event):
    """Who made the call, as a person would say it: the root user, a user's name, `role/session`, a service."""
    who = identity(event)
    kind = who.get("type")
    arn = who.get("arn") or ""
    if kind == "Root":
        return "the root user"
    if kind == "AssumedRole" and ":assumed-role/" in arn:
        return arn.split(":assumed-role/")[-1]
    return who.get("userName") or who.get("invokedBy") or arn or who.get("principalId") or "unknown"


def principal(event):
    """Who made the call, as alerts are grouped: a role by its name alone, for its sessions come and go, but somebody who
    came through IAM Identity Center by theirs.
    """
    issuer = (identity(event).get("sessionContext") or {}).get("sessionIssuer") or {}
    if issuer.get("type") != "Role" or "/aws-reserved/sso.amazonaws.com/" in (issuer.get("arn") or ""):
        return actor(event)
    return issuer.get("userName") or actor(event)


def items(value):
    """The `items` of a list as EC2's calls have it, `{"items": [...]}`, or an empty list."""
    if value is None or not hasattr(value, "get"):
        return []
    return value.get("items") or []


def place(event):
    """The account and the region, as titles have them."""
    return f"{account(event)} {event.get('awsRegion')}"


def context(event, **more):
    """What a first look at any CloudTrail alert needs, and what the rule adds to it."""
    who = identity(event)
    found = {
        "actor": actor(event),
        "actor_arn": who.get("arn"),
        "actor_type": who.get("type"),
        "access_key": who.get("accessKeyId"),
        "account": account(event),
        "region": event.get("awsRegion"),
        "source_ip": event.get("sourceIPAddress"),
        "user_agent": event.get("userAgent"),
        "event_id": event.get("eventID"),
    }
    found.update(more)
    return found

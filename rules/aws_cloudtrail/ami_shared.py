"""An image may be launched by an account that is not yours, or by everybody."""

from actors import outside
from cloudtrail import account, actor, context, is_call, items, parameters


def added(event):
    """The accounts that were added and are not yours."""
    call = parameters(event)
    return outside(event, [one.get("userId") for one in items((call.get("launchPermission") or {}).get("add"))]) + [
        one.get("group") for one in items((call.get("launchPermission") or {}).get("add")) if one.get("group")
    ]


def rule(event):
    return is_call(event, "ec2.amazonaws.com", ("ModifyImageAttribute",)) and len(added(event)) > 0


def thing(event):
    call = parameters(event)
    return call.get("imageId") or "?"


def title(event):
    return f"image {thing(event)} shared with {', '.join(added(event))} by {actor(event)} in {account(event)}"


def dedup(event):
    return f"{account(event)} {thing(event)}"


def severity(event):
    return "CRITICAL" if "all" in added(event) else "HIGH"


def alert_context(event):
    return context(event, target=thing(event), shared_with=added(event))

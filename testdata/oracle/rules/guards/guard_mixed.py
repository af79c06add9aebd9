"""Containers of more than one kind, True and None among what they hold."""

QUIET = (None, "", "none", 0)


def rule(event):
    if event.get("errorCode") not in (None, "AccessDenied", True):
        return event.get("ratio") in [1, "high"]
    return (event.get("flag") or 0) in QUIET + (22,) or event.get("count") in {None, False, "few"}

"""A rule that changes a helper's constant: the next event sees the old one."""

from oracle_names import ADMIN_NAMES, LIMITS


def rule(event):
    ADMIN_NAMES.append(event.get("name"))
    LIMITS["count"] += 1
    return event.get("count", 0) >= LIMITS["count"]


def title(event):
    return f"{ADMIN_NAMES} {LIMITS}"

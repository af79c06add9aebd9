"""From-import of a function and a constant."""

from oracle_names import ADMIN_NAMES, pick


def rule(event):
    owner = pick(event.get("meta") or {}, "owner", "level", default="nobody")
    return owner in ADMIN_NAMES or len(event) > 12


def title(event):
    return f"{pick(event, 'name', 'eventName', default='?')} {ADMIN_NAMES}"

"""Items of a vault were exported, in clear."""

from onepassword import context, person


def rule(event):
    return event.get("action") == "export" and bool(event.get("item_uuid"))


def title(event):
    return f"{person(event)} exported items of 1Password"


def dedup(event):
    return f"{person(event)} {event.get('vault_uuid')}"


def alert_context(event):
    return context(event, vault=event.get("vault_uuid"), item=event.get("item_uuid"))

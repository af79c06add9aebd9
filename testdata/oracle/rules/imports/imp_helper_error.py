"""An exception raised in a helper is told by the rule's own line."""

from oracle_names import over


def rule(event):
    limit = 1
    if event.get("name") == "csv":
        return over(event, "missing")
    return over(event, "ratio") or over(event, "count")


def title(event):
    return "over"

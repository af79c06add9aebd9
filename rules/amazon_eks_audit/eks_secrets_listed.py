"""Somebody listed the secrets of all namespaces, which gives their contents. The cluster's own agents are not
reported.
"""

from kubernetes import allowed, by_cluster, context, is_last, user, what


def rule(event):
    found = what(event)
    if found.get("resource") != "secrets" or event.get("verb") not in ("list", "watch") or found.get("namespace"):
        return False
    return allowed(event) and is_last(event) and not by_cluster(event)


def title(event):
    return f"{user(event)} listed the secrets of all namespaces"


def dedup(event):
    return f"{user(event)}"


def severity(event):
    # Operators do it by design; people seldom.
    return "LOW" if user(event).startswith("system:serviceaccount:") else "HIGH"


def alert_context(event):
    return context(event)

"""Somebody ran a command in a pod or attached to it. The cluster's own agents are not reported."""

from kubernetes import allowed, by_cluster, context, is_last, place, user, what


def rule(event):
    found = what(event)
    if found.get("resource") != "pods" or found.get("subresource") not in ("exec", "attach"):
        return False
    # It has an event when it begins, and another when it ends.
    return is_last(event) and allowed(event) and not by_cluster(event)


def title(event):
    return f"{user(event)} opened a shell in pod {place(event)}"


def dedup(event):
    return f"{user(event)} {what(event).get('namespace')}"


def severity(event):
    # A workload that opens shells in others moves sideways.
    if user(event).startswith("system:serviceaccount:"):
        return "HIGH"
    return "HIGH" if what(event).get("namespace") == "kube-system" else "MEDIUM"


def alert_context(event):
    return context(event)

"""A binding gives `cluster-admin` to somebody. The cluster's own agents are not reported."""

from kubernetes import allowed, by_cluster, context, is_last, user, what


def role(event):
    return ((event.get("requestObject") or {}).get("roleRef") or {}).get("name")


def subjects(event):
    found = (event.get("requestObject") or {}).get("subjects") or []
    return [f"{one.get('kind')} {one.get('name')}" for one in found]


def rule(event):
    if event.get("verb") not in ("create", "update", "patch") or by_cluster(event) or not is_last(event):
        return False
    if what(event).get("resource") not in ("clusterrolebindings", "rolebindings"):
        return False
    return role(event) == "cluster-admin" and allowed(event)


def title(event):
    return f"cluster-admin bound to {', '.join(subjects(event)) or '?'} by {user(event)}"


def dedup(event):
    return f"{user(event)} {', '.join(subjects(event))}"


def severity(event):
    everybody = ("Group system:anonymous", "Group system:unauthenticated", "Group system:authenticated")
    return "CRITICAL" if any(one in everybody for one in subjects(event)) else "HIGH"


def alert_context(event):
    return context(event, subjects=subjects(event))

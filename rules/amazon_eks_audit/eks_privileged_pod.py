"""A pod was made that is privileged, shares the node's processes, or mounts its root or its container socket.
kube-system and the cluster's own agents are not reported.
"""

from kubernetes import allowed, by_cluster, context, is_last, place, user, what

PATHS = ("/", "/etc", "/root", "/var/run/docker.sock", "/run/containerd/containerd.sock", "/var/lib/kubelet", "/proc")
WITH_TEMPLATE = ("deployments", "daemonsets", "statefulsets", "replicasets", "jobs")


def spec(event):
    """The pod's: of the pod itself, or of what makes pods."""
    found = (event.get("requestObject") or {}).get("spec") or {}
    if what(event).get("resource") == "cronjobs":
        found = (found.get("jobTemplate") or {}).get("spec") or {}
    return (found.get("template") or {}).get("spec") or found


def reasons(event):
    pod = spec(event)
    containers = list(pod.get("containers") or []) + list(pod.get("initContainers") or [])
    found = []
    if any((one.get("securityContext") or {}).get("privileged") is True for one in containers):
        found.append("privileged")
    if pod.get("hostPID") is True:
        found.append("the node's processes")
    paths = [str((one.get("hostPath") or {}).get("path")) for one in pod.get("volumes") or []]
    if any((path.rstrip("/") or "/") in PATHS for path in paths):
        found.append("the node's files")
    return found


def rule(event):
    if event.get("verb") not in ("create", "update", "patch") or what(event).get("namespace") == "kube-system":
        return False
    if what(event).get("resource") not in ("pods", "cronjobs") + WITH_TEMPLATE or what(event).get("subresource"):
        return False
    return len(reasons(event)) > 0 and allowed(event) and is_last(event) and not by_cluster(event)


def title(event):
    return f"{what(event).get('resource')} {place(event)} with {', '.join(reasons(event))} made by {user(event)}"


def dedup(event):
    return f"{what(event).get('namespace')} {user(event)}"


def alert_context(event):
    images = [str(one.get("image")) for one in spec(event).get("containers") or []]
    return context(event, reasons=reasons(event), images=images)

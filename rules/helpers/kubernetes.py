"""What rules over Kubernetes' audit events share."""


def user(event):
    return (event.get("user") or {}).get("username") or "somebody"


def groups(event):
    return [str(one) for one in (event.get("user") or {}).get("groups") or []]


def what(event):
    """The object that it is about: `resource`, `subresource`, `namespace`, `name`; or an empty dict."""
    return event.get("objectRef") or {}


def allowed(event):
    """Whether the API server let it pass and carried it out."""
    decision = (event.get("annotations") or {}).get("authorization.k8s.io/decision")
    code = (event.get("responseStatus") or {}).get("code")
    return decision != "forbid" and (not isinstance(code, int) or code < 400)


def is_last(event):
    """One event is written for a request, but for those that go on, which have one when they begin as well."""
    return event.get("stage") in (None, "ResponseComplete", "ResponseStarted")


def by_cluster(event):
    """Whether the cluster itself made the request: its nodes, controllers and agents."""
    name = user(event)
    return name.startswith(
        ("system:node:", "system:serviceaccount:kube-system:", "system:kube-", "eks:", "system:apiserver")
    )


def place(event):
    found = what(event)
    return f"{found.get('namespace') or 'cluster'}/{found.get('name') or '?'}"


def context(event, **more):
    found = {
        "user": user(event),
        "groups": groups(event),
        "verb": event.get("verb"),
        "object": what(event),
        "uri": event.get("requestURI"),
        "source_ips": event.get("sourceIPs"),
        "user_agent": event.get("userAgent"),
        "event_id": event.get("auditID"),
    }
    found.update(more)
    return found

from probe import attempt


def rule(event):
    return event.deep_get("userIdentity", "type") != "AWSService"


def title(event):
    arn = event.deep_get("useridentity", "SESSIONCONTEXT", "sessionIssuer", "arn", default="<none>")
    account = event.deep_get("userIdentity", "accountId", default=None)
    return f"{arn} {account} {event.deep_get('eventName')} {event.deep_get('missing', default=[])}"


def dedup(event):
    fallback = {"userName": "fallback", "inner": {"userName": "deeper"}}
    names = [
        event.deep_get("missing", "userName", default=fallback),
        event.deep_get("missing", "inner", "userName", default=fallback),
        event.deep_get("userIdentity", "userName", "inner", default=fallback),
        event.deep_get("missing", "X", default=event),
        event.deep_get("requestParameters", "inner", default=event.get("userIdentity", {})),
    ]
    return "|".join(str(type(name).__name__) for name in names)


def alert_context(event):
    identity = event.get("userIdentity")
    paths = [
        (),
        ("eventName",),
        ("EVENTNAME", "x"),
        ("userIdentity",),
        ("userIdentity", "sessionContext"),
        ("userIdentity", "sessionContext", "attributes", "mfaAuthenticated"),
        ("USERIDENTITY", "TYPE"),
        ("resources", 0),
        ("resources", "ARN"),
        ("requestParameters", None),
        (1,),
        ([],),
        ("userIdentity", []),
        ("eventName", []),
        ("missing", []),
    ]
    context = {}
    for path in paths:
        context[f"{path}"] = attempt(event.deep_get, *path)
        context[f"{path} default"] = attempt(lambda: event.deep_get(*path, default="default"))
        context[f"{path} nested"] = attempt(lambda: identity.deep_get(*path[1:], default={}))
    return context

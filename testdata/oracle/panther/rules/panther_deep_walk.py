from probe import attempt

PATHS = [
    (),
    ("eventName",),
    ("EVENTNAME",),
    ("userIdentity",),
    ("userIdentity", "sessionContext", "sessionIssuer", "arn"),
    ("resources",),
    ("resources", "ARN"),
    ("resources", "accountId"),
    ("resources", "missing"),
    ("requestParameters", "ipPermissions", "items", "ipRanges", "items", "cidrIp"),
    ("requestParameters", "ipPermissions", "items", "groups"),
    ("requestParameters", "items"),
    ("additionalEventData",),
    (1,),
    ([],),
    ("missing", "x"),
]


def rule(event):
    return event.deep_walk("eventName") == event.get("eventName")


def title(event):
    names = event.deep_walk("requestParameters", "ipPermissions", "items", "fromPort", default=0)
    return f"{names} {type(event.deep_walk('resources')).__name__} {isinstance(event.deep_walk('userIdentity'), dict)}"


def alert_context(event):
    context = {}
    if len(str(event)) > 20000:
        return context
    for path in PATHS:
        for which in ("all", "first", "last", "other", None, []):
            for default in (None, "", "d", [], [1, [2]], {}, event, event.get("resources"), 0):
                name = f"{path} {which} {type(default).__name__} {len(str(default))}"
                context[name] = attempt(lambda: event.deep_walk(*path, default=default, return_val=which))
    return {"size": len(context), "some": {k: context[k] for k in list(context)[:: max(1, len(context) // 150)]}}

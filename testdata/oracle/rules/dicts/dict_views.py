"""Keys, values and items print as views."""


def rule(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    if (v := ([params.keys(), params.values(), params.items()])) is None:
        return False
    return len(params) > 1


def title(event):
    params = event.get("requestParameters") or event.get("meta") or {}
    found = [params.keys(), params.values(), params.items()]
    return "%s / %r" % (type(found).__name__, found)

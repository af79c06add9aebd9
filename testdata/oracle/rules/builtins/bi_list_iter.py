"""iter and next over a dict."""


LAST = None


def rule(event):
    global LAST
    params = event.get("requestParameters") or event.get("meta") or {}
    v = (lambda it: [next(it, None), next(it, None), list(it)])(iter(params))
    LAST = v
    return v[1] is not None


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

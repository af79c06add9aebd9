"""Del of a missing key raises."""


LAST = None


def rule(event):
    global LAST
    params = event.get("requestParameters") or event.get("meta") or {}
    v = (lambda d: (d.__delitem__("owner"), d))(params)[1] if event.get("flag") else params
    LAST = v
    return bool(v)


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

from panther_base_helpers import deep_get


def rule(event):
    return deep_get(event, "a") == 1 and deep_get(event, "b") == 2


def title(event):
    return f"{deep_get(event, 'a')} and {evnt}"


def dedup(event):
    return evnt

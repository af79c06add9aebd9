"""The usual deep_get: the default for what is missing and for null."""


def deep_get(dictionary, *keys, default=None):
    out = dictionary
    for key in keys:
        if not isinstance(out, dict):
            return default
        out = out.get(key)
        if out is None:
            return default
    return out


def rule(event):
    return deep_get(event, "responseElements", "ConsoleLogin", default="none") != "none" or deep_get(event, "meta", "labels", "env", default=[]) != []


def title(event):
    return f"{deep_get(event, 'userIdentity', 'arn', default='-')} {deep_get(event, 'meta', 'level', default='-')}"

"""The usual guard against null."""


def value(event):
    return (event.get("userIdentity") or {}).get("arn", "").split(":")[-1]


def rule(event):
    v = value(event)
    return bool(v)


def title(event):
    return f"{value(event)!r}"

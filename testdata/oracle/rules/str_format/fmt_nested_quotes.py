"""An expression with subscripts and calls."""


def value(event):
    ident = event.get("userIdentity") or event.get("meta") or {}
    params = event.get("requestParameters") or event.get("meta") or {}
    return f"{params.get('owner', 'none')} {ident['type'] if 'type' in ident else '-'} {', '.join(sorted(params))}"


def rule(event):
    v = value(event)
    return "none" not in v


def title(event):
    return f"{value(event)!r}"

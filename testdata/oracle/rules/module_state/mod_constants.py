"""Module constants of every kind, computed at import."""

PREFIX = "arn:aws:"
KINDS = tuple(sorted({"Root", "IAMUser"}))
TABLE = {k: len(k) for k in KINDS}
NESTED = [{"name": "a", "of": [1, 2]}, {"name": "b", "of": []}]
TOTAL = sum(x for n in NESTED for x in n["of"])
FLAG = not TABLE


def rule(event):
    ident = event.get("userIdentity") or {}
    return ident.get("type") in KINDS and ident.get("arn", "").startswith(PREFIX)


def title(event):
    return f"{TABLE} {TOTAL} {FLAG} {NESTED[1]['name']}"

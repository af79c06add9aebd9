"""The older pair: rule returns a dict, alert decides, and the others take that dict."""


def rule(event):
    return {"who": event.get("name") or (event.get("userIdentity") or {}).get("type"), "n": event.get("count", 5)}


def alert(found):
    return found["who"] is not None and found["n"] != 5


def title(found):
    return f"{found['who']} {found['n']} {sorted(found)}"


def alert_context(found):
    return found

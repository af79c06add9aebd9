"""Mapping patterns with captures and the rest."""


def what(event):
    match event:
        case {"eventName": "ConsoleLogin", "userIdentity": {"type": "Root"}}:
            return "root login"
        case {"eventName": str(name), "requestParameters": {"userName": user, **rest}}:
            return f"{name} {user} {sorted(rest)}"
        case {"meta": {"owner": "ann" | "zoë" as owner}}:
            return f"owned by {owner}"
        case {"count": int(n)} if n > 5:
            return f"count {n}"
    return ""


def rule(event):
    return what(event) != ""


def title(event):
    return what(event)

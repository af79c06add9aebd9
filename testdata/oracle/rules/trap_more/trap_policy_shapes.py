"""A statement that is a dict or a list, an action that is a str or a list."""


def actions(policy):
    statements = policy.get("Statement", [])
    if isinstance(statements, dict):
        statements = [statements]
    out = []
    for statement in statements:
        action = statement.get("Action", [])
        out += [action] if isinstance(action, str) else action
    return out


def rule(event):
    policy = (event.get("requestParameters") or {}).get("bucketPolicy") or {"Statement": event.get("items") or {}}
    return len(actions(policy)) > 0 or "items" in event


def title(event):
    return f"{actions({'Statement': {'Action': ['a', 'b']}})}"

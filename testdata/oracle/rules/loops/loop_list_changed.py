"""A list that grows while it is iterated over goes on."""


def rule(event):
    seen = []
    todo = list(event.get("values") or [1])
    for item in todo:
        seen.append(item)
        if isinstance(item, list) and len(todo) < 30:
            todo.extend(item)
    event["seen"] = seen
    return len(seen) > 3


def title(event):
    return f"{event['seen']}"

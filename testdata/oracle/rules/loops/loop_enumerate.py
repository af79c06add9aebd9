"""Enumerate and zip with unpacking, the names live on after the loop."""


def rule(event):
    i = -1
    for i, (a, b) in enumerate(zip(event.get("tags") or "xyz", event.get("values") or "ab"), start=1):
        if a == b:
            return False
    event["last"] = i
    return i > 1


def title(event):
    return f"{event['last']} pairs"

"""List += changes the list in place, list + makes a new one."""


def rule(event):
    a = b = ["x"]
    a += event.get("tags") or "yz"
    c = a
    c = c + ["w"]
    event["lists"] = [a, b, c, a is b]
    return len(b) > 3


def title(event):
    return f"{event['lists']}"

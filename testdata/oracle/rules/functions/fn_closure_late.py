"""A closure sees the name's last value."""


def rule(event):
    fs = []
    for x in event.get("values") or [1, 2]:
        fs.append(lambda y=1: (x, y))
    event["out"] = [f() for f in fs]
    return len(fs) > 2


def title(event):
    return f"{event['out']}"

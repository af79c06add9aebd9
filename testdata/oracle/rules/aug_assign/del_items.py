"""Del of names, dict keys and list items."""


def rule(event):
    d = dict(event)
    for key in ("count", "name"):
        if key in d:
            del d[key]
    v = [1, 2, 3, 4, 5]
    del v[0], v[1:3]
    temp = 1
    del temp
    event["rest"] = (len(d), v)
    return len(d) > 8


def title(event):
    return f"{event['rest']}"

"""The name of `as` is unbound after its handler."""


def rule(event):
    e = 1
    try:
        event["name"]
    except KeyError as e:
        pass
    return e == 1

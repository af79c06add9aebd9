"""Pass, and an expression that does nothing."""


def rule(event):
    for key in event:
        if key == "count":
            pass
        elif key == "name":
            ...
        else:
            continue
        event.get(key)
    return event.get("count") != 3 and bool(event.get("flag", True))

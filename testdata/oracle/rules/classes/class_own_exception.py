"""An exception class of one's own."""


class Refused(ValueError):
    pass


def check(event):
    if event.get("flag"):
        raise Refused("flagged", event.get("count"))
    return event.get("count", 5) != 5


def rule(event):
    if event.get("count") == 3:
        return check(event)
    try:
        return check(event)
    except Refused as e:
        event["said"] = f"{e} {type(e).__name__}"
        return True


def title(event):
    return event.get("said", "-")

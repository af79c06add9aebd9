"""Item assignment to a tuple or a str raises TypeError; the list in it has changed all the same."""


def rule(event):
    t = (["a"], 1)
    try:
        t[0] += ["b"]
    except TypeError as e:
        event["said"] = str(e)
    event["t"] = t
    if event.get("flag") is False:
        text = "abc"
        text[0] = "x"
    return event.get("count", 5) != 5


def title(event):
    return f"{event['t']} {event['said']}"

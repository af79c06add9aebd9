"""A mapping pattern asks Panther's event for all its keys before it looks at a value; each must have a lower case."""


def said(function, event):
    try:
        return function(event)
    except (AttributeError, TypeError, KeyError) as e:
        return f"{type(e).__name__}: {e}"


def number(event):
    match event:
        case {"eventName": "nothing", 1: _}:
            return "one"
        case {"eventName": _}:
            return "a name"
    return "none"


def none(event):
    match event:
        case {"nowhere": _, None: _}:
            return "none"
        case {"userIdentity": {"nowhere": None, -1: _}}:
            return "minus"
    return "neither"


def other_case(event):
    match event:
        case {"EVENTNAME": None, "eventname": name}:
            return name
        case {"EVENTNAME": name, "eventSource": source}:
            return name, source
    return "none"


def rule(event):
    global SAID
    SAID = [said(function, event) for function in (number, none, other_case)]
    return True


def title(event):
    return str(SAID)

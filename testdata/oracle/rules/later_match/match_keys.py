"""The keys of a mapping pattern are all looked up before any value is looked at; names may stand for them."""


class Key:
    NAME = "eventName"
    SAME = "eventName"
    SOURCE = "eventSource"
    LIST = ["eventName"]
    ONE = 1
    SET = {1}


def said(function, event):
    try:
        return function(event)
    except (TypeError, ValueError) as e:
        return f"{type(e).__name__}: {e}"


def twice(event):
    match event:
        case {Key.NAME: None, Key.SAME: name}:
            return name
        case {"nowhere": _, Key.NAME: _, Key.SAME: _}:
            return "nowhere"
        case {"eventName": name, Key.NAME: _}:
            return name
    return "none"


def unhashable(event):
    match event:
        case {"eventName": None, Key.LIST: _}:
            return "list"
        case {Key.SET: _}:
            return "set"
    return "none"


def too_many(event):
    match {"a": event.get("eventName")}:
        case {"a": _, Key.LIST: _}:
            return "two of one"
        case {Key.ONE: _, **rest}:
            return rest
        case {"a": Key.NAME | Key.SOURCE | "ConsoleLogin" as name, **rest}:
            return name, rest
        case {"a": None | str() as name}:
            return name
    return "none"


def nested(event):
    match event:
        case {
            "userIdentity": {"type": "Root" | None, Key.LIST: _},
            "eventName": _,
        }:
            return "a list"
        case {"userIdentity": {**who}, Key.SOURCE: str() as source, **rest} if source:
            return sorted(who), source, len(rest)
    return "none"


def rule(event):
    global SAID
    SAID = [said(function, event) for function in (twice, unhashable, too_many, nested)]
    return True


def title(event):
    return str(SAID)

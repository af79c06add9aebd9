from panther_core import PantherEvent
from panther_core.immutable import ImmutableCaseInsensitiveDict, ImmutableContainerMixin, ImmutableList


def shape(value):
    match value:
        case {"type": "Root", **rest}:
            return f"root with {sorted(rest)}"
        case {"TYPE": kind, "type": other} if kind == other:
            return f"twice {kind}"
        case {"userName": str() as name}:
            return f"user {name}"
        case {"ARN": arn}:
            return f"arn {arn}"
        case []:
            return "no items"
        case [one]:
            return f"one item, {type(one).__name__}"
        case [first, *rest]:
            return f"{type(first).__name__} and {len(rest)} more, {rest}"
        case PantherEvent():
            return "the event"
        case ImmutableCaseInsensitiveDict():
            return "a dict"
        case str() | int():
            return "plain"
        case None:
            return "none"
    return "something else"


def missing(value):
    match value:
        case {"EVENTNAME": name, **rest}:
            return f"{name} {len(rest)}"
    return "nothing"


def rule(event):
    return isinstance(event, PantherEvent)


def title(event):
    return shape(event) + " " + shape(event.get("userIdentity")) + " " + shape(event.get("resources"))


def dedup(event):
    return missing(event)


def alert_context(event):
    classes = (PantherEvent, ImmutableCaseInsensitiveDict, ImmutableList, ImmutableContainerMixin, dict, list, object)
    values = [event, *event.values(), event.keys()]
    return {
        "shapes": [shape(value) for value in event.values()],
        "classes": [[isinstance(value, c) for c in classes] for value in values],
        "sub": [[issubclass(a, b) for b in classes] for a in classes],
        "names": [c.__name__ for c in classes],
        "types": f"{[type(value) for value in values[:6]]} {classes}",
    }

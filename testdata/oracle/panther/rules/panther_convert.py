import json

from panther_core.enriched_event import PantherEvent
from panther_core.immutable import json_encoder
from probe import attempt


def rule(event):
    return isinstance(dict(event), dict) and not isinstance(event, dict)


def title(event):
    return f"{event}"


def dedup(event):
    return str(event.get("userIdentity")) + repr(event.get("resources"))


def alert_context(event):
    identity = event.get("userIdentity")
    plain = {}
    plain.update(event)
    merged = {"eventName": 1, "x": 2}
    merged |= event if hasattr(event, "keys") else {}
    return {
        "dict": [list(dict(event)), list({**event, "a": 1}), list(plain), list(merged), attempt(dict, identity)],
        "types": [type(value).__name__ for value in dict(event).values()],
        "lists": [list(event), tuple(event), sorted(event), attempt(lambda: sorted(event.values()))],
        "set": sorted(set(event)),
        "star": [*event][:3],
        "call": attempt(lambda: "{eventName}".format(**event)),
        "map": attempt(lambda: "{EVENTname}".format_map(event)),
        "field": attempt(lambda: "{0[eventname]} {0[userIdentity][type]}".format(event)),
        "attribute": attempt(lambda: "{0.data_model}".format(event)) if event.data_model is None else "a model",
        "percent": attempt(lambda: "%(EVENTNAME)s %(userIdentity)s" % event),
        "percent identity": attempt(lambda: "%(type)s %(x)s" % identity),
        "percent one": attempt(lambda: "%s" % event),
        "dumps": [attempt(json.dumps, value) for value in (event, identity, event.get("resources"), {"a": identity})],
        "default": attempt(lambda: json.dumps(event, default=PantherEvent.json_encoder)),
        "encoder": attempt(lambda: json.dumps({"a": identity, "b": [event]}, default=json_encoder, sort_keys=True)),
        "encoder fails": [
            attempt(json_encoder, value)
            for value in (1, None, {1}, {}, [], len, str, PantherEvent, ValueError("x"), event.keys(), iter([]), json_encoder)
            if not callable(value) or isinstance(value, type)
        ],
        "encoded": [attempt(json_encoder, value) for value in (identity, event.get("resources"))],
        "copy": [event.copy() == event.to_dict(), type(event.copy()).__name__, attempt(lambda: identity.copy())],
        "whole": event,
        "part": identity,
        "list": event.get("resources"),
        "hash": [attempt(hash, event), attempt(lambda: {event: 1}), attempt(lambda: {identity})],
        "set of": attempt(lambda: {1: {2}}),
    }

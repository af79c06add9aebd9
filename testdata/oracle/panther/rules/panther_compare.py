import json

from probe import attempt


def rule(event):
    return event == event and not event != event


def title(event):
    plain = event.to_dict()
    identity = event.get("userIdentity")
    return f"{event == plain} {plain == event} {identity == plain.get('userIdentity')} {event == dict(event)} {event == identity}"


def dedup(event):
    values = list(event.values())
    same = [value == other for value in values[:12] for other in values[:12]]
    return f"{same.count(True)} {[value in values for value in values[:9]]}"


def alert_context(event):
    plain = event.to_dict()
    more = event.to_dict()
    more["one"] = 1
    less = event.to_dict()
    less.pop(list(less)[0], None) if less else None
    swapped = {key.swapcase(): value for key, value in plain.items()}
    tuples = {key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()}
    return {
        "same": [event == other for other in (plain, more, less, swapped, tuples, {}, [], None, "x", 1, [plain])],
        "other": [other == event for other in (plain, more, less, swapped, tuples, {}, [], None, "x", 1, [plain])],
        "not": [event != other for other in (plain, more, tuples, None)],
        "lists": [
            value == (plain[key] if key in plain else None)
            for key, value in event.items()
        ],
        "reverse": [plain[key] == value for key, value in event.items()],
        "in": [event in [plain], plain in [event], [event].index(plain), (event,).count(plain)],
        "order": [attempt(lambda: event < plain), attempt(lambda: event >= event)],
        "text": json.dumps(plain) == json.dumps(event.copy()),
        "union": attempt(lambda: event | plain),
        "other union": attempt(lambda: plain | event),
    }

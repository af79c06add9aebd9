from probe import attempt

NAMES = [
    "actor",
    "identity",
    "resources",
    "none",
    "fails",
    "lowered",
    "source_ip",
    "user",
    "user_name",
    "mfa",
    "first",
    "first_arn",
    "arns",
    "every",
    "deep",
    "odd",
    "whole",
    "eventName",
    "EVENTNAME",
    "missing",
    "account",
    "port",
    "typed",
    1,
    None,
    "",
]


def rule(event):
    return event.udm("source_ip") != "nowhere"


def title(event):
    return f"{event.udm('actor')} {event.udm('user')} {event.udm('missing', default='?')} {event.udm('eventName')}"


def dedup(event):
    return f"{attempt(event.udm, 'resources')} {attempt(event.udm, 'resources')} {event.udm('userIdentity', 'type')}"


def alert_context(event):
    return {
        "udm": {f"{name}": attempt(event.udm, name) for name in NAMES},
        "default": {f"{name}": attempt(lambda: event.udm(name, default={"d": 1})) for name in NAMES},
        "path": {f"{name}": attempt(event.udm_path, name) for name in NAMES},
        "pairs": {f"{name}": attempt(event.udm, name, "type") for name in NAMES},
        "odd": [attempt(event.udm), attempt(event.udm, []), attempt(event.udm_path, []), attempt(event.udm_path)],
        "more": [attempt(lambda: event.udm("a", other=1)), attempt(event.udm_path, "a", "b")],
        "model": [bool(event.data_model), event.data_model is None, type(event.data_model).__name__],
        "id": event.data_model.data_model_id if event.data_model else None,
        "lookup": [
            attempt(event.lookup, "table", "key"),
            attempt(event.lookup, "TABLE", 1),
            attempt(event.lookup, "table"),
            attempt(lambda: event.lookup(lookup_key="key", lookup_name="table")),
        ],
        "after": event,
    }

from probe import attempt


def rule(event):
    return event["missing"] == 1 if event.get("errorCode") else event.get("readOnly") is not True


def title(event):
    return event.get("eventName") + event.get("userIdentity")


def dedup(event):
    return event.get("userIdentity").pop("type")


def severity(event):
    event["severity"] = "HIGH"
    return event["severity"]


def description(event):
    return event.keys().description


def runbook(event):
    del event["eventName"]
    return "done"


def reference(event):
    return event.get("resources")[0].get("ARN")[0]


def alert_context(event):
    identity = event.get("userIdentity")

    def assign(target, key):
        target[key] = 1

    def delete(target, key):
        del target[key]

    def slices(target):
        target[0:1] = []

    targets = [event, identity, event.get("resources"), event.keys()]
    names = ["get", "deep_get", "udm", "lookup", "pop", "append", "items", "foo", "copy", "to_dict", "as_list", "event_time_epoch"]
    return {
        "assign": [attempt(assign, target, key) for target in targets for key in ("a", 0, None)],
        "delete": [attempt(delete, target, key) for target in targets for key in ("a", 0, None)],
        "slices": [attempt(slices, target) for target in targets],
        "slice": [attempt(lambda: target[0:1]) for target in targets[:2]],
        "has": [[hasattr(target, name) for name in names] for target in targets],
        "missing": [
            attempt(lambda: event.setdefault("a", 1)),
            attempt(lambda: event.update({})),
            attempt(lambda: event.clear()),
            attempt(lambda: identity.udm("a")),
            attempt(lambda: identity.deep_walk("a")),
            attempt(lambda: identity.lookup("a", "b")),
            attempt(lambda: event.lower()),
            attempt(lambda: event.eventName),
            attempt(lambda: event()),
            attempt(lambda: identity()),
        ],
        "arguments": [
            attempt(lambda: event.get()),
            attempt(lambda: event.get("a", "b", "c")),
            attempt(lambda: event.get(key="eventName")),
            attempt(lambda: event.get(default=1)),
            attempt(lambda: event.get("a", x=1)),
            attempt(lambda: event.get("a", key="b")),
            attempt(lambda: event.deep_get("a", x=1)),
            attempt(lambda: event.deep_walk("a", x=1)),
            attempt(lambda: event.deep_walk("a", default=1, return_val="first", other=1)),
            attempt(lambda: event.to_dict(1)),
            attempt(lambda: event.copy(1)),
            attempt(lambda: event.raw_view(1)),
            attempt(lambda: event.keys(1)),
            attempt(lambda: event.values(a=1)),
            attempt(lambda: event.lookup()),
            attempt(lambda: event.event_time_epoch(1, 2)),
            attempt(lambda: event.json_encoder()),
            attempt(lambda: event.json_encoder(1)),
        ],
        "numbers": [attempt(int, event), attempt(abs, event), attempt(round, event), attempt(range, event), attempt(len, identity)],
        "walk": [attempt(lambda: list(reversed(event))), attempt(next, event), attempt(lambda: event + event)],
    }

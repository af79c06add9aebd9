from probe import attempt


def rule(event):
    return len(event.keys()) == len(event.items()) == len(event.values()) and bool(event.keys())


def title(event):
    return f"{list(event.keys())[:3]} {[type(v).__name__ for v in event.values()][:5]} {list(event.items())[:2]}"


def dedup(event):
    return f"{event.keys()!r:.80} {str(event.items()):.80} {event.values()}"


def alert_context(event):
    identity = event.get("userIdentity")
    if not hasattr(identity, "keys"):
        identity = event
    keys, items, values = identity.keys(), identity.items(), identity.values()
    some = {"type", "TYPE", "arn"}
    context = {
        "types": [type(v).__name__ for v in (keys, items, values, iter(keys), iter(items), iter(values))],
        "in": [
            attempt(lambda: x in view)
            for view in (keys, items, values)
            for x in ("type", "TYPE", ("type", "Root"), ("TYPE", "Root"), ("x", 1), "ab", "abc", 1, None, [], [[], 1], {})
        ],
        "and": [attempt(lambda: sorted(keys & other)) for other in (some, list(some), {"type": 1}, {"arn": 1}.keys(), keys, 1)],
        "rand": [attempt(lambda: sorted(other & keys)) for other in (some, list(some), {"arn": 1}.keys(), 1)],
        "or": [attempt(lambda: sorted(keys | other)) for other in (some, list(some), {"arn": 1}.keys(), 1)],
        "ror": [attempt(lambda: sorted(other | keys)) for other in (some, list(some), frozenset(some), 1)],
        "sub": [attempt(lambda: sorted(keys - other)) for other in (some, list(some), {"arn": 1}.keys(), "type", 1)],
        "rsub": [attempt(lambda: sorted(other - keys)) for other in (some, list(some), {"arn": 1}.keys(), "type", 1)],
        "xor": [attempt(lambda: sorted(keys ^ other)) for other in (some, list(some), keys, "type", 1)],
        "items": [
            attempt(lambda: len(items & items)),
            attempt(lambda: len(items | {1})),
            attempt(lambda: items - items),
            attempt(lambda: items ^ {1}),
            attempt(lambda: sorted(items)[:1]),
        ],
        "order": [
            attempt(lambda: keys == set(keys)),
            attempt(lambda: set(keys) == keys),
            attempt(lambda: keys == list(keys)),
            attempt(lambda: keys == dict(identity).keys()),
            attempt(lambda: dict(identity).keys() == keys),
            attempt(lambda: keys != some),
            attempt(lambda: keys <= set(keys)),
            attempt(lambda: keys < set(keys)),
            attempt(lambda: keys >= {"type"}),
            attempt(lambda: {"type"} <= keys),
            attempt(lambda: {"TYPE"} < keys),
            attempt(lambda: keys > some),
            attempt(lambda: keys < 1),
            attempt(lambda: items == items),
            attempt(lambda: items == set()),
            attempt(lambda: values == values),
            attempt(lambda: values == list(values)),
            attempt(lambda: values < values),
        ],
        "disjoint": [
            attempt(keys.isdisjoint, some),
            attempt(keys.isdisjoint, []),
            attempt(items.isdisjoint, [1]),
            attempt(keys.isdisjoint, 1),
            attempt(keys.isdisjoint),
            attempt(lambda: some.isdisjoint(keys)),
            attempt(lambda: some.issubset(keys)),
            attempt(lambda: sorted(some.union(keys))),
            attempt(lambda: sorted(some.intersection(keys))),
            attempt(lambda: values.isdisjoint([])),
        ],
        "other": [
            attempt(hash, keys),
            attempt(hash, items),
            attempt(lambda: keys[0]),
            attempt(lambda: list(reversed(keys))),
            attempt(lambda: keys.append(1)),
            attempt(lambda: {**dict(items)}),
            attempt(lambda: dict(values)),
            attempt(lambda: identity.keys(1)),
            attempt(lambda: identity.items(x=1)),
            attempt(lambda: [k for k, v in items]),
            attempt(lambda: next(iter(items))),
            attempt(lambda: next(items)),
            attempt(lambda: keys + keys),
            attempt(lambda: f"{keys:>5}"),
        ],
    }
    return context

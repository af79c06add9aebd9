"""Where CPython says that a comprehension over several lines went wrong."""


def walks(event):
    return [
        1
        for x in
        event
        .get("count", 5)
    ]


def walks_inside(event):
    return [
        x
        for y in [1]
        for x in
        event.get("count")
    ]


def walks_in_call(event):
    return sum(
        1
        for x in
        event.get("count")
    )


def walks_for_any(event):
    return any(
        # A comment.
        x
        for x in
        event.get("count")
    )


def walks_in_dict(event):
    return {
        1:
        2
        for x in
        [event.get("count")]
        for y in
        (x)
    }


def asks(event):
    return [
        x
        for x in
        [event]
        if
        x.get("eventName") < 1
    ]


def unpacks(event):
    return [
        a
        for a, b in
        [event.get("count")]
    ]


def unpacks_more(event):
    return {
        a
        for
        a,
        b in
        [(1, 2, event)]
    }


def changes(event):
    made = {1: 1, 2: 2}
    return [
        made.pop(key)
        for key in
        made
    ]


def unpacks_lazily(event):
    return list(
        a
        for a, b in
        [event.get("count")]
    )


def adds(event):
    return {
        []
        for a in
        [event]
    }


def puts(event):
    return {
        []:
        1
        for a in
        [event]
    }


def lazily_inside(event):
    return sorted(
        (
            x
            for y in [1]
            for x in
            event.get("count")
        ),
        key=str,
    )


def all_of(event):
    return all(
        a
        for a, b in
        [(1, 2), event.get("count")]
    )


CASES = [
    walks, walks_inside, walks_in_call, walks_for_any, walks_in_dict, asks, unpacks, unpacks_more, changes, unpacks_lazily, adds, puts, lazily_inside, all_of,
]


def pick(event, step):
    return CASES[(len(str(event)) + step) % len(CASES)]({"count": event.get("count") or 5, "eventName": str(event.get("eventName"))})


def rule(event):
    return bool(event)


def title(event):
    return pick(event, 0)


def dedup(event):
    return pick(event, 4)


def severity(event):
    return pick(event, 8)


def alert_context(event):
    return pick(event, 12)


def description(event):
    return pick(event, 2)

"""What takes the items of a generator raises at the line of its call, not at that of the items."""


def total(event):
    return sum(
        item
        for item in [
            1,
            {},
        ]
    )


def largest(event):
    return max(
        (
            item
            if item
            else "text"
            for item in (1, 0)
        ),
        default=None,
    )


def joined(event):
    return ",".join(
        item
        for item in (
            "a",
            event.get("eventName"),
            len(
                "abc"
            ),
        )
    )


def several(event):
    return [
        set(
            [item]
            for item in "ab"
        ),
        1,
    ]


def pairs(event):
    return dict(
        (item, 1, 2)
        for item in
        "ab"
    )


def within(event):
    return sorted(
        len(
            item
        )
        for item in
        ["a", 1]
    )


def nested(event):
    return sum(
        sum(
            inner
            for inner in outer
        )
        for outer in (
            (1, 2),
            ("a", "b"),
        )
    )


def unpacked(event):
    first, second = (
        item
        for item in
        (1, 2, 3)
    )
    return first


def looped(event):
    for item in (
        other
        for other in
        (1, None)
    ):
        item += (
            1
        )
    return item


FUNCTIONS = (total, largest, joined, several, pairs, within, nested, unpacked, looped)


def rule(event):
    return bool(FUNCTIONS[len(str(event)) % len(FUNCTIONS)](event))

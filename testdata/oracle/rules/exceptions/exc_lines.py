"""Where CPython says that what stands on several lines went wrong."""

import collections.abc
import ipaddress
import urllib.parse
from string import digits


def calls(event):
    return (
        ipaddress
        .ip_address(
            event.get("eventName")
        )
    )


def calls_with_stars(event):
    return (
        ipaddress
        .ip_address(
            *[event.get("eventName")]
        )
    )


def calls_of_what_is_imported(event):
    return (
        digits
        .index(
            "x"
        )
    )


def calls_deeper(event):
    return (
        collections
        .abc
        .Sized()
    )


def calls_methods(event):
    return (
        event
        .get("eventName")
        .nothing
        .upper()
    )


def calls_with_a_dict(event):
    return (
        urllib
        .parse
        .quote(
            **event
        )
    )


def asserts(event):
    assert (
        event.get("count")
        !=
        event.get("count")
    ), f"{event.get('count')}"


def asserts_not(event):
    assert not (
        event.get("count")
        and
        event.get("count") == event.get("count")
    ), (
        "message"
    )


def asserts_plainly(event):
    assert event.get(
        "none"
    ), event.get(
        "count"
    )


def catches(event):
    try:
        raise ValueError(event)
    except (
        KeyError,
        "x",
    ):
        return "no"


def adds_under_condition(event):
    return {
        x
        for x in
        [[event], [1]]
        if x
        and
        (
            x
            is not
            None
        )
    }


def puts_under_conditions(event):
    return {
        x: 1
        for y in
        [1]
        if (
            y
            == 1
        )
        for x in [[event]]
    }


def walks_under_condition(event):
    return [
        x
        for y in [1]
        if (
            0
            < y
        )
        for x in
        event.get("count")
    ]


def walks_under_plain_condition(event):
    return [
        x
        for y in [1]
        if (
            y
        )
        for x in
        event.get("count")
    ]


CASES = [
    calls, calls_with_stars, calls_of_what_is_imported, calls_deeper, calls_methods, calls_with_a_dict, asserts, asserts_not, asserts_plainly, catches, adds_under_condition, puts_under_conditions, walks_under_condition,
    walks_under_plain_condition,
]


def pick(event, step):
    return CASES[(len(str(event)) + step) % len(CASES)]({"count": 5, "eventName": str(event.get("eventName"))})


def rule(event):
    return bool(event)


def title(event):
    return pick(event, 0)


def dedup(event):
    return pick(event, 3)


def severity(event):
    return pick(event, 6)


def alert_context(event):
    return pick(event, 9)


def description(event):
    return pick(event, 12)

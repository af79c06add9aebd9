"""Sets of numbers, counters of sets, and what cannot be mixed."""

from panther_detection_helpers.caching import (
    add_to_string_set,
    get_counter,
    get_string_set,
    increment_counter,
    put_string_set,
    remove_from_string_set,
)


# The copy that is looked at has them in another order.
COLLIDING = ["None", True, "user_agent:unknown", "CHROME", "Linux", "redacted", "sign_on_mode:unknown", "threat_suspected:unknown", *"abcdefgh"]


# A set that holds None is printed in the order of None's address.
def attempt(function, *args):
    try:
        return str(function(*args))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def rule(event):
    said = [
        attempt(put_string_set, "n", [3, 1, 2, True]),
        attempt(get_string_set, "n"),
        attempt(add_to_string_set, "n", [9, 1]),
        attempt(add_to_string_set, "n", "a"),
        attempt(remove_from_string_set, "n", [1, 2]),
        attempt(remove_from_string_set, "n", "a"),
        attempt(remove_from_string_set, "n", [9, 3]),
        attempt(get_string_set, "n"),
        attempt(add_to_string_set, "n", "now strings"),
        attempt(increment_counter, "c", {"a"}),
        attempt(increment_counter, "c", {"b"}),
        attempt(increment_counter, "c", {"c": 1}.keys()),
        attempt(increment_counter, "c", 1),
        attempt(get_counter, "c"),
        attempt(put_string_set, "m", ["a", 1]),
        attempt(put_string_set, "m", [1, 1.5]),
        attempt(put_string_set, "m", iter([])),
        attempt(put_string_set, "m", map(str, [1, 2])),
        attempt(get_string_set, "m"),
        attempt(put_string_set, "m", COLLIDING),
        attempt(put_string_set, "m", [*COLLIDING, 2.5, 33]),
        attempt(put_string_set, "m", [[]]),
        attempt(put_string_set, "m", 5),
        attempt(add_to_string_set, "m", None),
        attempt(add_to_string_set, "m", ()),
        attempt(add_to_string_set, "m", [None]),
        attempt(add_to_string_set, "m", [""]),
        attempt(add_to_string_set, "m", event.get("values")).split(" for value")[0],
        attempt(remove_from_string_set, "gone", event.get("tags")).split(" for value")[0],
        attempt(increment_counter, "d", range(3)),
        attempt(increment_counter, "d", set()),
        attempt(increment_counter, "d", True),
        attempt(increment_counter, "d", [1, {"a": 1.5}]),
        attempt(increment_counter, "d", b"x"),
        attempt(increment_counter, [1.5], 1.5),
        attempt(increment_counter, (1, print), 1.5),
        attempt(increment_counter, [1.5], [{"a": ({}.values(),)}]),
        attempt(increment_counter, (n for n in (1, 2)), 1),
        attempt(get_counter, {"a": {}.items()}),
        attempt(put_string_set, {}.keys(), "a"),
    ]
    event["said"] = [text if "0x" not in text and "built-in" not in text else "an address" for text in said]
    return True


def alert_context(event):
    return {"said": event["said"]}

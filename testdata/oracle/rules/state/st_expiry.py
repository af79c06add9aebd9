"""Times in every form: what is small is counted from now."""

from panther_detection_helpers.caching import (
    add_to_string_set,
    get_counter,
    get_dictionary,
    get_string_set,
    increment_counter,
    put_dictionary,
    put_string_set,
    remove_from_string_set,
    set_key_expiration,
)

TIMES = (
    100, 3600.9, "60", "1e3", "1700000000", 1_700_000_000, 999_999_999, 1_000_000_000, 9_999_999_999, -5, None, [], {}, "", "soon", "nan", float("inf"), 10**12, 10**30,
)


def everything(key, time):
    said = []
    put_string_set(key, ["a"], time)
    said.append(sorted(get_string_set(key)))
    said.append(sorted(get_string_set(key, True)))
    said.append(sorted(add_to_string_set(key, "b", time)))
    said.append(sorted(remove_from_string_set(key, "a", epoch_seconds=time)))
    put_dictionary(key, {"a": 1}, time)
    said.append(get_dictionary(key))
    said.append(get_dictionary(key, True))
    said.append(increment_counter(key, 2, time))
    said.append(increment_counter(key, 3))
    said.append(get_counter(key))
    set_key_expiration(key, time)
    said.append(get_counter(key))
    said.append(get_counter(key, True))
    said.append(increment_counter(key, 1))
    return said


def rule(event):
    event["said"] = said = []
    for n, time in enumerate(TIMES):
        try:
            said.append(everything(f"{event.get('name')}{n}", time))
        except Exception as error:
            said.append(f"{type(error).__name__}: {error}")
    return True


def alert_context(event):
    return {"said": event["said"]}

"""A counter, a set and a dictionary of one key are one item: what is put takes the place of all."""

from panther_detection_helpers.caching import (
    add_to_string_set,
    get_counter,
    get_dictionary,
    get_string_set,
    increment_counter,
    put_dictionary,
    put_string_set,
    reset_counter,
    reset_string_set,
)


def state(key):
    return [get_counter(key), sorted(get_string_set(key)), get_dictionary(key)]


def rule(event):
    key = event.get("name") or "k"
    event["said"] = said = []
    increment_counter(key)
    add_to_string_set(key, "a")
    said.append(state(key))
    put_dictionary(key, {"a": 1})
    said.append(state(key))
    increment_counter(key)
    add_to_string_set(key, ["b", "c"])
    said.append(state(key))
    reset_counter(key)
    said.append(state(key))
    reset_string_set(key)
    said.append(state(key))
    put_string_set(key, "xyz")
    said.append(state(key))
    put_string_set(key, [])
    said.append(state(key))
    said.append(increment_counter(key))
    return True


def alert_context(event):
    return {"said": event["said"]}

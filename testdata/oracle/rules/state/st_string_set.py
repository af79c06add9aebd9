"""String sets: what they are filled from, in what order they come back."""

from panther_detection_helpers.caching import (
    add_to_string_set,
    get_string_set,
    put_string_set,
    remove_from_string_set,
    reset_string_set,
)

KEY = "seen"


def attempt(function, *args, **kwargs):
    try:
        found = function(*args, **kwargs)
        return found if found is None else list(found)
    except Exception as error:
        # A set that holds None is printed in the order of None's address.
        return f"{type(error).__name__}: {error}".split(" for value")[0]


def rule(event):
    event["said"] = said = []
    for value in list(event.values())[:12]:
        if isinstance(value, list):
            # A set that holds None is walked in the order of None's address.
            value = [item for item in value if item is not None]
        said.append(attempt(put_string_set, KEY, value))
        said.append(attempt(get_string_set, KEY))
        said.append(attempt(add_to_string_set, KEY, value))
        said.append(attempt(add_to_string_set, KEY, ["b", "a", "é", "A"]))
        said.append(attempt(remove_from_string_set, KEY, "a"))
        said.append(attempt(remove_from_string_set, KEY, value))
        said.append(attempt(get_string_set, KEY, force_ttl_check=True))
        said.append(attempt(reset_string_set, KEY))
        said.append(attempt(get_string_set, KEY))
    return True


def title(event):
    return str(len(event["said"]))


def alert_context(event):
    return {"said": event["said"]}

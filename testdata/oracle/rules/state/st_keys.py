"""What is no key, to each request."""

import panther_detection_helpers.caching
from panther_detection_helpers.caching import put_dictionary, set_key_expiration

FUNCTIONS = (
    panther_detection_helpers.caching.get_counter,
    panther_detection_helpers.caching.reset_counter,
    panther_detection_helpers.caching.increment_counter,
    panther_detection_helpers.caching.get_dictionary,
    panther_detection_helpers.caching.get_string_set,
    panther_detection_helpers.caching.reset_string_set,
    panther_detection_helpers.caching.check_account_age,
    panther_detection_helpers.caching.evaluate_threshold,
)


def rule(event):
    keys = [*event.values()][:12] + ["", "x" * 2048, "x" * 2049, "é" * 1024, "é" * 1025, None, 0, 1.5, [], (), {}, {"a": 1}, {1}, {"a"}, b"a", True, range(2)]
    event["said"] = said = []
    for key in keys:
        for function in FUNCTIONS:
            try:
                said.append(str(function(key)))
            except Exception as error:
                said.append(f"{type(error)} {error}")
        for function, value in ((put_dictionary, {}), (set_key_expiration, 5)):
            try:
                said.append(str(function(key, value)))
            except Exception as error:
                said.append(f"{type(error)} {error}")
    return True


def title(event):
    return event["said"][-1]


def dedup(event):
    return str(hash("|".join(event["said"])))


def alert_context(event):
    return {"said": event["said"][::7]}

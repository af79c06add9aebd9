"""Calls that do not fit."""

from panther_detection_helpers import caching as kept


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except TypeError as error:
        return str(error)


def rule(event):
    event["said"] = [
        attempt(kept.get_counter),
        attempt(kept.get_counter, "k", True, 1),
        attempt(kept.get_counter, "k", force=True),
        attempt(kept.increment_counter),
        attempt(kept.increment_counter, "k", 1, 2, 3),
        attempt(kept.increment_counter, val=1),
        attempt(kept.increment_counter, "k", key="k"),
        attempt(kept.reset_counter),
        attempt(kept.set_key_expiration, "k"),
        attempt(kept.put_dictionary, "k"),
        attempt(kept.put_string_set),
        attempt(kept.add_to_string_set, epoch_seconds=1),
        attempt(kept.remove_from_string_set, "k"),
        attempt(kept.reset_string_set, "k", 1),
        attempt(kept.evaluate_threshold, threshold=1),
        attempt(kept.check_account_age),
        attempt(kept.ttl_expired),
        kept.get_counter.__name__,
        str(type(kept.get_counter)),
        [*map(kept.get_counter, ["a", "b"])],
    ]
    return True


def alert_context(event):
    return {"said": event["said"]}

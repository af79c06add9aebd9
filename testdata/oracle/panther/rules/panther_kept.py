"""Panther's mappings and lists, given to the helpers that keep things."""

from panther_detection_helpers import caching as kept


def attempt(function, *args):
    try:
        return repr(function(*args))
    except Exception as error:
        return type(error).__name__


def rule(event):
    return True


def alert_context(event):
    who = event.get("userIdentity")
    return {
        "event": attempt(kept.put_dictionary, "k", event),
        "part": attempt(kept.put_dictionary, "k", who),
        "copy": attempt(kept.put_dictionary, "k", dict(event)),
        "plain": attempt(kept.put_dictionary, "k", event.to_dict()),
        "list": attempt(kept.put_dictionary, "k", event.get("resources")),
        "kept": attempt(kept.get_dictionary, "k"),
        "set": attempt(kept.put_string_set, "s", event.get("resources")),
        "keys": attempt(kept.add_to_string_set, "s", event),
        "one": attempt(kept.add_to_string_set, "s", event.get("eventName")),
        "key": attempt(kept.get_counter, who),
        "count": attempt(kept.increment_counter, "n", who),
    }

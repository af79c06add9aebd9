"""Dictionaries go through JSON."""

from panther_detection_helpers.caching import get_dictionary, put_dictionary


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def rule(event):
    before = get_dictionary("k")
    put_dictionary("k", event)
    same = get_dictionary("k")
    equal = same == event
    said = [before, equal, list(same) == list(event)]
    same["changed"] = True
    said.append("changed" in get_dictionary("k"))
    said.append(attempt(put_dictionary, "k", {1: "a", "1": "b", None: 2.0, True: []}))
    said.append(attempt(get_dictionary, "k"))
    for value in (event.get("tags"), event.get("name"), {"a": {1, 2}}, {("a",): 1}, {}, {"a": print}, {"n": float("inf")}, None):
        said.append(attempt(put_dictionary, "k", value))
        said.append(str(attempt(get_dictionary, "k", force_ttl_check=True)))
    event["said"] = said
    return True


def title(event):
    return str(event["said"])[:900]


def alert_context(event):
    return {"said": event["said"]}

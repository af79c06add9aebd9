"""Items as large as a table holds, and larger."""

from panther_detection_helpers.caching import add_to_string_set, get_string_set, put_dictionary, put_string_set

LIMIT = 400 * 1024


def attempt(function, *args):
    try:
        found = function(*args)
        return len(found) if found else None
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def rule(event):
    name = str(event.get("name"))[:20]
    used = len("keykstringSetexpiresAt") + 6
    said = [
        attempt(put_string_set, "k", ["x" * (LIMIT - used)]),
        attempt(add_to_string_set, "k", ""),
        attempt(add_to_string_set, "k", "y"),
        attempt(put_string_set, "k", ["x" * (LIMIT - used + 1)]),
        attempt(put_string_set, "k", ["é" * (LIMIT // 2), name]),
        attempt(put_dictionary, "k", {"a": "x" * (LIMIT - used - len('{"a": ""}'))}),
        attempt(put_dictionary, "k", {"a": "x" * (LIMIT - used - len('{"a": ""}') + 1)}),
        attempt(put_string_set, "k", [name]),
        attempt(get_string_set, "k"),
    ]
    event["said"] = said
    return True


def title(event):
    return str(event["said"])

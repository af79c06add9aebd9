"""What comes back is a set, which nobody else holds."""

from panther_detection_helpers.caching import add_to_string_set, get_string_set, put_string_set


def rule(event):
    put_string_set("k", event.keys())
    mine = get_string_set("k")
    mine.add("only mine")
    mine.discard("name")
    other = add_to_string_set("k", "added")
    return other == get_string_set("k") and "only mine" not in other and isinstance(other, set)


def title(event):
    return f"{get_string_set('k')} {set('')} {type(get_string_set('none'))}"


def dedup(event):
    return ",".join(get_string_set("k")) + str(get_string_set("none"))

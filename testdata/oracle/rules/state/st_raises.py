"""What is kept before a rule raises is kept."""

from panther_detection_helpers.caching import add_to_string_set, get_counter, get_string_set, increment_counter


def rule(event):
    increment_counter("calls")
    add_to_string_set("names", event["name"])
    return get_counter("calls") > len(get_string_set("names")) - 1


def title(event):
    increment_counter("calls", event["count"])
    return str(get_counter("calls"))


def dedup(event):
    return f"{get_counter('calls')} {get_string_set('names')}"

"""What a pack's `correlation_store` counts and remembers, at times in any order and of any form."""

from correlation_store import correlation_enabled, first_time, get_string_set, put_string_set
from correlation_store import sliding_window_threshold_crossed as crossed
from helpers import correlation_store

AT = (0, "12.5", 1e9, -3, 10, 10.0, 11, 1e300, True, float("inf"), 25, " 40 ", 39.999, float("-inf"), 41)


def said(function, *arguments):
    try:
        return function(*arguments)
    except (TypeError, ValueError, OverflowError) as e:
        return f"{type(e).__name__}: {e}"


def rule(event):
    global ANSWERS
    name = str(event.get("eventName"))[:2]
    if any(ord(c) > 0x10FFFF - 0x2800 or 0xD800 <= ord(c) < 0xE000 for c in name):
        name = "?"
    ANSWERS = [said(crossed, f"w {name}", 15, 3, at) for at in AT[: 4 + len(str(event)) % 12]]
    ANSWERS += [crossed("all", 1e9, 7), crossed(dedup_key="all", window_seconds="1e9", threshold=2.0, event_ts=None)]
    ANSWERS += [said(crossed, "bad", *bad) for bad in (("x", 1), (None, 1), (10, 1, "y"), (10, 1, []), (-5, 1, 3), (0, 1, 3), (0, "1", 3))]
    ANSWERS += [first_time(name), first_time(f"seen {name}"), get_string_set(name), put_string_set("k\0", [1]), get_string_set("k"), get_string_set("k\0")]
    ANSWERS += [correlation_enabled(), correlation_store.get_string_set(""), correlation_store.put_string_set(value=0, key="")]
    return True


def title(event):
    return str(ANSWERS)


def dedup(event):
    return str(ANSWERS)[900:]

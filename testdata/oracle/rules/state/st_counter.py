"""Counters: their sums, their resets, and keys of every kind."""

from panther_detection_helpers.caching import get_counter, increment_counter, reset_counter

results = []


def attempt(function, *args, **kwargs):
    try:
        results.append(function(*args, **kwargs))
    except Exception as error:
        results.append(f"{type(error).__name__}: {error}")


def rule(event):
    key = event.get("name") or event.get("eventName")
    attempt(get_counter, key)
    attempt(increment_counter, key)
    attempt(increment_counter, key, event.get("count", 5))
    attempt(increment_counter, key, val=event.get("values"))
    attempt(increment_counter, key, event.get("ratio", -2), None)
    attempt(get_counter, key, True)
    attempt(get_counter, key, force_ttl_check=False)
    attempt(reset_counter, key)
    attempt(get_counter, key)
    attempt(increment_counter, key, 3)
    attempt(get_counter, event.get("tags"))
    attempt(increment_counter, event.get("flag"))
    attempt(reset_counter, event.get("count"))
    return True


def title(event):
    return f"{results}"


def dedup(event):
    return str(get_counter(event.get("name") or event.get("eventName") or "none"))

"""A counter that has no time: it grows, and what is given back is the step."""

from panther_detection_helpers import caching


def rule(event):
    steps = [caching.increment_counter("k", n, epoch_seconds=None) for n in (1, 2, 3)]
    seen = [caching.get_counter("k"), caching.get_counter("k", True)]
    steps.append(caching.increment_counter("k", event.get("count", 5)))
    steps.append(caching.increment_counter("k", 1))
    steps.append(caching.increment_counter("k", 1, None))
    return [steps, seen, caching.get_counter("k")] != []


def title(event):
    return str(caching.get_counter("k"))


def alert_context(event):
    return {"count": caching.increment_counter("k"), "type": str(type(caching.get_counter("k")))}

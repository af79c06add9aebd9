"""A generator of another module raises where it is run."""

from oracle_lazy import kinds, lengths


def listed(event):

    return list(kinds([event.get("userIdentity")]))


def walked(event):
    found = kinds([{"type": 1}, event.get("eventName")])
    first = next(found)
    return [
        first,
        *found,
    ]


def mapped(event):
    for length in lengths(["a", event.get("requestParameters"), 1]):
        if length > 10**6:
            return length
    return None


def summed(event):
    return sum(
        kinds([{"type": 1}, {"type": event.get("eventName")}])
    )


FUNCTIONS = (listed, walked, mapped, summed)


def rule(event):
    return bool(FUNCTIONS[len(str(event)) % len(FUNCTIONS)](event))

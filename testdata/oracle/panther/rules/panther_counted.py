"""What `collections` makes of Panther's mappings and lists."""

import collections
import collections.abc

from probe import attempt


def rule(event):
    return isinstance(event, collections.abc.Mapping)


def title(event):
    return attempt(collections.Counter, event.get("userIdentity"))


def dedup(event):
    return attempt(lambda: collections.Counter(event.get("userIdentity")).most_common())


def alert_context(event):
    identity, resources = event.get("userIdentity"), event.get("resources")
    counter = collections.Counter("type")
    return {
        "updated": attempt(counter.update, {"type": 2}) + attempt(counter.update, identity) + repr(counter),
        "subtracted": attempt(counter.subtract, identity) + attempt(lambda: collections.Counter().subtract(identity)) + repr(counter),
        "listed": [attempt(collections.Counter, resources), attempt(collections.Counter, list(event))],
        "ordered": [attempt(collections.OrderedDict, identity), attempt(lambda: collections.defaultdict(int, identity))],
        "deque": attempt(lambda: collections.deque(resources, 2)),
        "chained": attempt(lambda: list(collections.deque(identity))),
    }

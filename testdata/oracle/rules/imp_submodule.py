import collections
import collections.abc
import urllib.parse


def rule(event):
    return isinstance(event, collections.abc.Mapping)


def title(event):
    counts = collections.Counter(type(value).__name__ for value in event.values())
    return f"{sorted(counts.items())} {urllib.parse.quote(str(event.get('eventName')))}"


def alert_context(event):
    found = {}
    for reverse in (0, 1, -1, True, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**70, 1.5, None, "x"):
        try:
            found[str(reverse)] = sorted([2, 1, 3], reverse=reverse)
        except (TypeError, OverflowError) as error:
            found[str(reverse)] = f"{type(error).__name__}: {error}"
    return found

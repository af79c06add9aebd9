"""deque: both ends, a greatest length, and what it refuses."""

import json
from collections import deque


def attempt(function, *args, **keywords):
    try:
        return repr(function(*args, **keywords))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def on(d, function):
    try:
        got = function(d)
    except Exception as e:
        got = f"{type(e).__name__}: {e}"
    return repr((got, d, len(d), list(d)))


def added(d, other):
    d += other
    return d


def replaced(d, at, value):
    d[at] = value


def deleted(d, at):
    del d[at]


def grown(d):
    for x in d:
        d.append(x)


OPERATIONS = [
    lambda d: d.append(9), lambda d: d.appendleft(9), lambda d: [d.appendleft(x) for x in range(12)], lambda d: d.extend("xy"), lambda d: d.extendleft("xy"), lambda d: d.extend(d), lambda d: d.extend(5),
    lambda d: d.pop(), lambda d: d.popleft(), lambda d: [d.popleft(), d.popleft(), d.appendleft(7)], lambda d: d.clear(), lambda d: d.copy(), lambda d: d.count(1), lambda d: d.index(2), lambda d: d.index("n"), lambda d: d.index(1, 1),
    lambda d: d.insert(1, "i"), lambda d: d.insert(-1, "i"), lambda d: d.insert(99, "i"), lambda d: d.insert("a", 1), lambda d: d.remove(2), lambda d: d.remove("n"), lambda d: d.reverse(), lambda d: d.rotate(),
    lambda d: d.rotate(2), lambda d: d.rotate(-1), lambda d: d.rotate("a"), lambda d: d[0], lambda d: d[-1], lambda d: d[99], lambda d: d["a"], lambda d: d[0:1], lambda d: replaced(d, 0, "r"), lambda d: replaced(d, 99, "r"),
    lambda d: deleted(d, 0), lambda d: deleted(d, -1), lambda d: deleted(d, 99), grown, lambda d: 2 in d, lambda d: bool(d), lambda d: list(reversed(d)), lambda d: sorted(d, key=str), lambda d: d + deque([5]), lambda d: d + [5],
    lambda d: [5] + d, lambda d: d * 2, lambda d: 2 * d, lambda d: d * "a", lambda d: added(d, [7, 8]), lambda d: added(d, 5), lambda d: d == deque(d), lambda d: d == list(d), lambda d: d < deque([0]), lambda d: d < 5, lambda d: hash(d), lambda d: d.maxlen,
    lambda d: d.nothing, lambda d: d(), lambda d: json.dumps(d), lambda d: [type(d), type(d).__name__, isinstance(d, list), isinstance(d, deque)], lambda d: str(d), lambda d: d.append(), lambda d: d.pop(1), lambda d: list(map(str, d)), lambda d: [*d], lambda d: tuple(d), lambda d: max(d),
]


def every(event):
    makes = [lambda: deque([1, 2, 3, 1]), lambda: deque(), lambda: deque("abc", 3), lambda: deque(range(9), maxlen=2), lambda: deque([1], 0), lambda: deque(event.get("tags") or [5])]
    out = [[on(make(), operation) for operation in OPERATIONS] for make in makes]
    own = deque([1], 4)
    own.append(own)
    pair = [deque(), deque()]
    pair[0].append(pair[1])
    pair[1].append(pair[0])
    out.append([repr(own), own == own, repr(pair[0]), attempt(lambda: pair[0] == pair[1])])
    out.append([attempt(deque, 5), attempt(deque, [], -1), attempt(deque, [], "a"), attempt(deque, 1, 2, 3), attempt(deque, iterable="ab", maxlen=None), attempt(deque, x=1), repr(deque)])
    return out


def rule(event):
    return deque(event.keys(), 1)[0] == "a" if event.keys() else False


def alert_context(event):
    return {"all": every(event)}

"""Copies, shallow and deep: what is shared, what holds itself, what stays the same object."""

import copy
from collections import Counter, OrderedDict, defaultdict, deque
from copy import deepcopy


def attempt(function, *args, **keywords):
    try:
        return repr(function(*args, **keywords))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def same(a, b):
    a.append("mark")
    return b[-1:] == ["mark"]


def every(event):
    inner = [1, {"k": [2]}]
    whole = {"a": inner, "b": inner, "t": (inner, 1), "s": {1, 2}, "e": event.get("tags"), ("k",): None}
    shallow, deep = copy.copy(whole), deepcopy(whole)
    inner.append("later")
    out = [repr(shallow), repr(deep), deep["a"] == deep["b"], same(deep["a"], deep["b"]), same(shallow["a"], inner)]
    own = [1]
    own.append(own)
    twin = deepcopy(own)
    twin[1].append(5)
    out += [repr(own), repr(twin)]
    nested = {"n": None}
    nested["n"] = (nested, [nested])
    out.append(repr(deepcopy(nested)))
    for value in (
        None, 5, 2.5, "x", b"x", True, (), (1, [2]), [], [[]], {}, {"a": {}}, set(), {1, 2}, frozenset("ab"), range(3), len, int, Counter("aab"),
        OrderedDict([("b", [1]), ("a", 2)]), defaultdict(list, a=[1]), deque([1, 2], 3), {}.keys(), {"a": 1}.items(), event.get("userIdentity"), ...,
    ):
        out.append(attempt(copy.copy, value))
        if not isinstance(value, deque):
            out.append(attempt(deepcopy, value))
    d = defaultdict(list, a=[1])
    e = deepcopy(d)
    e["b"].append(2)
    e["a"].append(3)
    out += [repr(d), repr(e), attempt(copy.copy), attempt(copy.copy, 1, 2), attempt(deepcopy), attempt(copy.deepcopy, x=[1])]
    mine = deepcopy(event)
    mine["new"] = 1
    return out + ["new" in event, "new" in mine]


def rule(event):
    return deepcopy(event) == event


def alert_context(event):
    return {"all": every(event)}

"""Getters, and operators as functions."""

import operator
from operator import attrgetter, itemgetter, methodcaller


def attempt(function, *args, **keywords):
    try:
        return repr(function(*args, **keywords))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


PAIRS = [(1, 2), (7, -2), (True, 2.5), ("a", "b"), ("a", 1), ([1], [2]), ((1,), (2,)), ({"a": 1}, "a"), (None, 0), ({1, 2}, {2})]
BINARY = [
    operator.add, operator.and_, operator.concat, operator.contains, operator.countOf, operator.eq, operator.floordiv,
    operator.ge, operator.getitem, operator.gt, operator.indexOf, operator.is_, operator.is_not, operator.le,
    operator.lshift, operator.lt, operator.matmul, operator.mod, operator.mul, operator.ne, operator.or_, operator.pow,
    operator.rshift, operator.sub, operator.truediv, operator.xor, operator.iadd, operator.imul, operator.ior,
    operator.isub, operator.iconcat, operator.iand,
]
UNARY = [operator.abs, operator.index, operator.inv, operator.invert, operator.neg, operator.not_, operator.pos, operator.truth]


def every(event):
    out = []
    for f in BINARY:
        for a, b in PAIRS:
            a = list(a) if isinstance(a, list) else set(a) if isinstance(a, set) else a
            out.append(attempt(f, a, b))
        out.append(attempt(f, event.get("count"), event.get("a")))
        out.append(attempt(f, 1))
        out.append(attempt(f, 1, b=2))
    for f in UNARY:
        for a in [1, True, -2.5, "a", None, [], 2**70, event.get("count")]:
            out.append(attempt(f, a))
        out.append(attempt(f))
        out.append(attempt(f, a=1))
    d = {"x": 1}
    l = [1, 2, 3]
    out.append(attempt(operator.setitem, d, "y", event.get("a")))
    out.append(attempt(operator.setitem, d, "y"))
    out.append(attempt(operator.setitem, "abc", 0, "y"))
    out.append(attempt(operator.delitem, d, "x"))
    out.append(attempt(operator.delitem, d, "x"))
    out.append(attempt(operator.delitem, l, 0))
    out.append(repr((d, l)))
    out.append(attempt(operator.call, max, 1, 2))
    out.append(attempt(operator.call))
    out.append(attempt(itemgetter("text"), event))
    out.append(attempt(itemgetter("eventName", "text"), event))
    out.append(attempt(itemgetter(0, -1), "abc"))
    out.append(attempt(itemgetter(0), 5))
    out.append(attempt(itemgetter(0)))
    out.append(attempt(itemgetter(0), 1, 2))
    out.append(attempt(itemgetter(0), a=1))
    out.append(attempt(itemgetter))
    out.append(attempt(itemgetter, a=1))
    out.append(attempt(attrgetter("real"), 5))
    out.append(attempt(attrgetter("real.imag", "numerator"), True))
    out.append(attempt(attrgetter("nothing"), "abc"))
    out.append(attempt(attrgetter("real.nothing"), 5))
    out.append(attempt(attrgetter, 1))
    out.append(attempt(attrgetter))
    out.append(attempt(methodcaller("upper"), event.get("text")))
    out.append(attempt(methodcaller("split", "a", maxsplit=1), "bananas"))
    out.append(attempt(methodcaller("nothing"), "abc"))
    out.append(attempt(methodcaller("get", "text", 5), event))
    out.append(attempt(methodcaller))
    out.append(attempt(methodcaller, 1))
    out.append(attempt(methodcaller("upper")))
    out.append(repr([itemgetter(0, "a"), attrgetter("a.b", "c"), methodcaller("f", 1, a=2), methodcaller("f")]))
    out.append(repr([type(itemgetter(0)), isinstance(itemgetter(0), itemgetter), callable(itemgetter(0))]))
    out.append(attempt(lambda: itemgetter(0)[1]))
    out.append(attempt(lambda: sorted([("b", 1), ("a", 2)], key=itemgetter(1))))
    out.append(attempt(lambda: sorted(event.items(), key=itemgetter(0))[0]))
    return out


def rule(event):
    return len(every(event)) > 0


def alert_context(event):
    return {"all": every(event)}

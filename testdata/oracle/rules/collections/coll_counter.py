"""Counter: counts, their order, their arithmetic."""

import json
from collections import Counter, OrderedDict, defaultdict


def attempt(function, *args, **keywords):
    try:
        return repr(function(*args, **keywords))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def changed(function, *args):
    c = Counter("abca", z=0)
    try:
        got = function(c, *args)
    except Exception as e:
        got = f"{type(e).__name__}: {e}"
    return repr((got, dict(c)))


def plus(c, other):
    c += other
    return c


def minus(c, other):
    c -= other
    return c


def either(c, other):
    c |= other
    return c


def both(c, other):
    c &= other
    return c


def dropped(c, key):
    del c[key]
    return c


OTHERS = [Counter("bcd"), Counter(a=-1, b=5), Counter(), {"a": 1, "q": 2}, [], 5, None, Counter(a=1.5), Counter(a="x")]


def every(event):
    tags = event.get("tags") or ["x", "y", "x"]
    text = event.get("text") or "abracadabra"
    c = Counter(text)
    out = [
        attempt(Counter, tags), attempt(Counter), attempt(Counter, None), attempt(Counter, 5), attempt(Counter, [[]]), attempt(Counter, 1, 2),
        attempt(Counter, {"a": 3, "b": "x"}), attempt(Counter, a=1, b=2), attempt(Counter, "ab", a=5), attempt(Counter, iterable=1, self=2),
        attempt(Counter, event.get("userIdentity") or {"k": "v"}), attempt(Counter, {"a": 2}, a=[1]), attempt(Counter, [("a", 1)]),
        attempt(c.most_common), attempt(c.most_common, 2), attempt(c.most_common, 1), attempt(c.most_common, n=3), attempt(c.most_common, 0),
        attempt(c.most_common, -1), attempt(c.most_common, 100), attempt(c.most_common, "a"), attempt(c.most_common, 2.5), attempt(c.most_common, True),
        attempt(Counter().most_common, 1), attempt(Counter(a="x", b=1).most_common), attempt(Counter(a="x", b=1).most_common, 1),
        attempt(c.most_common, 1, 2), attempt(lambda: list(c.elements())), attempt(lambda: list(Counter(a=2, b=-1, c=0).elements())),
        attempt(lambda: list(Counter(a="x").elements())), attempt(c.total), attempt(Counter(a="x").total), attempt(c.total, 1),
        attempt(lambda: (c["a"], c["nothing"], "nothing" in c, c.get("nothing"), c.get("a"), len(c))), attempt(lambda: c[[]]),
        attempt(lambda: (isinstance(c, dict), type(c), type(c) == dict, type(c).__name__, issubclass(Counter, dict), bool(Counter()))),
        attempt(lambda: json.dumps(c)), attempt(lambda: json.dumps({"c": c}, sort_keys=True)), attempt(lambda: str(c)), attempt(lambda: f"{Counter(b=1, a=1, c=2)}"),
        attempt(lambda: repr(Counter(a="x", b=1))), attempt(lambda: [repr(Counter({"a": Counter("b")})), Counter]),
        attempt(lambda: (c == dict(c), dict(c) == c, c == Counter(text), c != Counter(text), Counter(a=0) == Counter(), Counter(a=0) == {}, {} == Counter(a=0))),
        attempt(lambda: sorted(c.items())), attempt(lambda: dict(c)), attempt(lambda: {**c}), attempt(lambda: max(c, key=c.get)), attempt(lambda: [k for k in c]),
        attempt(lambda: c.copy()), attempt(c.copy, 1), attempt(Counter.fromkeys, "ab"), attempt(c.fromkeys, "ab", 1), attempt(Counter.fromkeys),
        attempt(lambda: +Counter(a=1, b=-1)), attempt(lambda: -Counter(a=1, b=-1)), attempt(lambda: +Counter(a="x")), attempt(lambda: ~c), attempt(lambda: hash(c)),
        attempt(lambda: c.nothing), attempt(lambda: c()), attempt(lambda: c < 5), attempt(lambda: c + {}), attempt(lambda: {} + c), attempt(lambda: c - 1), attempt(lambda: c ^ c),
        attempt(lambda: c | {"a": 9}), attempt(lambda: {"q": 9} | c), attempt(lambda: type(c | {})), attempt(lambda: c * 2), attempt(lambda: sum([c, c], Counter())),
        attempt(lambda: OrderedDict(a=1) | Counter(b=1)), attempt(lambda: Counter(b=1) | OrderedDict(a=1)), attempt(lambda: Counter(b=1) | defaultdict(int, a=1)),
        attempt(lambda: sorted(c, key=lambda k: (-c[k], k))),
        changed(lambda c: c.update("ab")), changed(lambda c: c.update({"a": 5}, b=1)), changed(lambda c: c.update()), changed(lambda c: c.update(None)),
        changed(lambda c: c.update(5)), changed(lambda c: c.update({"a": "x"})), changed(lambda c: c.update("a", "b")), changed(lambda c: c.subtract("ab")),
        changed(lambda c: c.subtract({"a": 5, "n": 2}, b=1)), changed(lambda c: c.subtract()), changed(lambda c: c.pop("a")), changed(lambda c: c.pop("n")),
        changed(lambda c: c.pop("n", 7)), changed(lambda c: c.popitem()), changed(lambda c: c.setdefault("n", 3)), changed(lambda c: c.clear()), changed(dropped, "a"), changed(dropped, "n"),
    ]
    for other in OTHERS:
        for f in (plus, minus, either, both):
            out.append(changed(f, other))
        out.append(changed(lambda c: [c + other, c - other]))
        out.append(changed(lambda c: [c | other, c & other]))
        out.append(changed(lambda c: [c <= other, c < other, c >= other, c > other]))
        out.append(changed(lambda c: [c == other, c != other, other == c]))
    counts = Counter()
    for key, value in event.items():
        counts[type(value).__name__] += 1
        counts[key[:1]] -= 1
    out.append(repr(counts))
    return out


def rule(event):
    return Counter(event.get("tags") or []).most_common(1) != []


def alert_context(event):
    return {"all": every(event), "counter": Counter(event.get("tags") or ["a"])}

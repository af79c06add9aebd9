"""OrderedDict and defaultdict as dicts that they are, and where they differ."""

import json
from collections import OrderedDict, defaultdict


def attempt(function, *args, **keywords):
    try:
        return repr(function(*args, **keywords))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def on(make, function):
    d = make()
    try:
        got = function(d)
    except Exception as e:
        got = f"{type(e).__name__}: {e}"
    return repr((got, d, list(d.items())))


def assigned(d):
    d["x"] = 1
    d["a"] = 9
    return d["a"]


def deleted(d, key):
    del d[key]


def grown(d):
    for key in d:
        d[key + key] = 1


def shrunk(d):
    for key in d:
        d.clear()


def united(d, other):
    d |= other
    return d


def matched(d):
    match d:
        case {"a": a, **rest}:
            return (a, rest)
        case _:
            return None


def nothing():
    return None


def starred(**keywords):
    return keywords


OPERATIONS = [
    assigned, lambda d: deleted(d, "a"), lambda d: deleted(d, "n"), grown, shrunk, lambda d: d["n"], lambda d: d[[]], lambda d: d.get("n"), lambda d: d.get("a"),
    lambda d: d.pop("a"), lambda d: d.pop("n"), lambda d: d.pop("n", 5), lambda d: d.pop("n", default=5), lambda d: d.pop(), lambda d: d.popitem(),
    lambda d: d.popitem(last=False), lambda d: d.popitem(False), lambda d: d.setdefault("n", 1), lambda d: d.setdefault("n"), lambda d: d.setdefault(key="a"),
    lambda d: d.update(b=5, z=6), lambda d: d.update({"q": 1}), lambda d: d.update([("q", 1), ("r", 2)]), lambda d: d.update([1]), lambda d: d.update(["ab", "c"]),
    lambda d: d.update(["abc"]), lambda d: d.update([()]), lambda d: d.update(5), lambda d: d.update(1, 2), lambda d: d.copy(), lambda d: d.copy(1), lambda d: d.clear(), lambda d: d.keys(),
    lambda d: d.values(), lambda d: d.items(), lambda d: list(reversed(d)), lambda d: list(reversed(d.items())), lambda d: len(d), lambda d: "a" in d,
    lambda d: ("a", 1) in d.items(), lambda d: d.keys() & {"a"}, lambda d: d.keys() | ["q"], lambda d: sorted(d), lambda d: list(d), lambda d: dict(d),
    lambda d: {**d, "w": 1}, starred, lambda d: starred(**d), lambda d: d == dict(d), lambda d: dict(d) == d, lambda d: d == d.copy(), lambda d: d != {},
    lambda d: d | {"a": 5, "v": 1}, lambda d: {"v": 1, "a": 0} | d, lambda d: type({} | d), lambda d: united(d, {"u": 1}), lambda d: united(d, [("u", 1)]), lambda d: d | [],
    lambda d: d < d, lambda d: hash(d), lambda d: d.nothing, lambda d: d(), lambda d: d + {}, lambda d: json.dumps(d), lambda d: json.dumps([d], indent=1, sort_keys=True),
    lambda d: [isinstance(d, dict), type(d) == dict, type(d), type(d).__name__, bool(d), type(d.keys()), type(iter(d)).__name__], lambda d: str(d), lambda d: f"{d}",
    lambda d: "%(a)s" % d, lambda d: "{a} {0}".format(1, **d), lambda d: "{0[a]}".format(d), matched, lambda d: next(iter(d)), lambda d: max(d.items()), lambda d: d["a":"b"],
    lambda d: d.move_to_end("a"), lambda d: d.move_to_end("b", last=False), lambda d: d.move_to_end("n"), lambda d: d.move_to_end(), lambda d: d.default_factory,
    lambda d: d.fromkeys("ab", 1), lambda d: d.fromkeys("ab"), lambda d: list(zip(d, d.values())), lambda d: set(d), lambda d: any(d), lambda d: [k for k, v in d.items() if v],
    lambda d: d.keys().isdisjoint(["n"]), lambda d: d.items() == dict(d).items(), lambda d: isinstance(d.keys(), type({}.keys())), lambda d: d.values() == d.values(),
]


def every(event):
    made = [
        lambda: OrderedDict(a=1, b=2, c=None),
        lambda: OrderedDict([("b", 1), ("a", event.get("a"))]),
        lambda: OrderedDict(),
        lambda: defaultdict(list, {"a": 1, "b": [2]}),
        lambda: defaultdict(None, a=1),
        lambda: defaultdict(nothing, b=1),
        lambda: defaultdict(int),
    ]
    out = [[on(make, operation) for operation in OPERATIONS] for make in made]
    od = OrderedDict(a=1, b=2)
    out.append([
        attempt(lambda: od == OrderedDict(b=2, a=1)), attempt(lambda: od == dict(b=2, a=1)), attempt(lambda: od == OrderedDict(a=1, b=2)), attempt(lambda: od != OrderedDict(b=2, a=1)),
        attempt(OrderedDict, 5), attempt(OrderedDict, [1]), attempt(OrderedDict, 1, 2), attempt(OrderedDict, ["ab", "cd"]), attempt(OrderedDict, {"a": 1}, a=2, b=3), attempt(OrderedDict, event.get("tags")),
        attempt(OrderedDict, sorted(event)), attempt(OrderedDict, sorted((k, str(v)) for k, v in event.items())), attempt(OrderedDict.fromkeys, "aba"), attempt(OrderedDict.fromkeys, "ab", value=2), attempt(OrderedDict.fromkeys),
        attempt(defaultdict, 5), attempt(defaultdict, list, 1, 2), attempt(defaultdict, list, 5), attempt(defaultdict, list, [1]), attempt(defaultdict), attempt(defaultdict, None), attempt(defaultdict, "list"),
        attempt(lambda: defaultdict(int)["n"]), attempt(lambda: defaultdict(lambda: 1 / 0)["n"]), attempt(lambda: defaultdict(int, a=1).default_factory), attempt(defaultdict.fromkeys, "ab", 1), attempt(lambda: defaultdict(list).get("n")),
        attempt(lambda: [repr(OrderedDict), repr(defaultdict), issubclass(OrderedDict, dict), issubclass(defaultdict, OrderedDict)]),
        attempt(lambda: OrderedDict(a=1) | defaultdict(int, b=1)), attempt(lambda: defaultdict(int, b=1) | OrderedDict(a=1)), attempt(lambda: "n" in defaultdict(int)),
    ])
    groups = defaultdict(list)
    tree = defaultdict(lambda: defaultdict(int))
    seen = defaultdict(set)
    for key, value in event.items():
        groups[type(value).__name__].append(key)
        tree[type(value).__name__][key[:1]] += 1
        seen[key[:1]].add(key)
    out.append([repr(groups), repr({k: dict(v) for k, v in tree.items()}), repr({k: sorted(v) for k, v in seen.items()}), groups["none"], len(groups)])
    own = OrderedDict()
    own["self"] = own
    lists = defaultdict(list)
    lists["self"].append(lists)
    out.append([repr(own), repr(lists)])
    out.append([on(lambda: OrderedDict(zip("abcdefghijklmnopqrstuvwxyz", range(26))), operation) for operation in OPERATIONS[:60]])
    return out


def rule(event):
    return len(defaultdict(int, event)) > 2


def title(event):
    return f"{OrderedDict(sorted((k, type(v).__name__) for k, v in event.items()))}"


def alert_context(event):
    return OrderedDict([("z", every(event)), ("a", defaultdict(int, n=1))])

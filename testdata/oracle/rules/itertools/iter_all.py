"""Every class of itertools, lazily and with what it refuses."""

import itertools as it
from itertools import chain, groupby, islice


def attempt(function):
    try:
        value = function()
        return repr(value) if not hasattr(value, "__next__") else type(value).__name__
    except MemoryError:
        return "memory"
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def noisy(log, items):
    return map(lambda x: log.append(x) or x, items)


def lazily(make):
    log = []
    got = []
    try:
        for i, item in enumerate(make(lambda items: noisy(log, items))):
            got.append(item if not hasattr(item, "__next__") else list(item))
            log.append("|")
            if i > 6:
                break
    except Exception as e:
        got.append(f"{type(e).__name__}: {e}")
    return repr((got, log))


def every(event):
    tags = event.get("tags") or ["b", "a", "c"]
    text = event.get("text") or "abcab"
    out = [
        attempt(lambda: list(chain(tags, text, {"k": 1}, (1,)))),
        attempt(lambda: list(chain())),
        attempt(lambda: list(chain.from_iterable([tags, text]))),
        attempt(lambda: list(chain.from_iterable(event))[:9]),
        attempt(lambda: list(it.chain(1))),
        attempt(lambda: it.chain(a=1)),
        attempt(lambda: it.chain.from_iterable()),
        attempt(lambda: it.chain.from_iterable(1)),
        attempt(lambda: list(it.chain.from_iterable([1]))),
        attempt(lambda: [type(chain([1])).__name__, str(chain), isinstance(chain([]), chain), chain.__name__]),
        attempt(lambda: chain([1])[0]),
        attempt(lambda: len(chain([1]))),
        attempt(lambda: chain([1]) + []),
        attempt(lambda: chain([1]).nothing),
        attempt(lambda: list(islice(tags, 2))),
        attempt(lambda: list(islice(text, 1, None, 2))),
        attempt(lambda: list(islice(text, 5, 2))),
        attempt(lambda: it.islice()),
        attempt(lambda: it.islice([1])),
        attempt(lambda: it.islice([1], 1, 2, 3, 4)),
        attempt(lambda: it.islice([1], -1)),
        attempt(lambda: it.islice([1], -2)),
        attempt(lambda: it.islice([1], "a")),
        attempt(lambda: it.islice([1], 0, "a")),
        attempt(lambda: it.islice([1], "a", 1)),
        attempt(lambda: it.islice([1], 0, 1, 0)),
        attempt(lambda: it.islice([1], 0, 1, "a")),
        attempt(lambda: it.islice([1], a=1)),
        attempt(lambda: it.islice(1, 1)),
        attempt(lambda: it.islice([], 2**63)),
        attempt(lambda: list(it.islice([1, 2, 3], None, None, 2))),
        attempt(lambda: list(it.islice([1, 2, 3], True))),
        attempt(lambda: list(it.product(tags[:50], "xy"))),
        attempt(lambda: list(it.product("ab", repeat=3))),
        attempt(lambda: it.product([1], repeat=-1)),
        attempt(lambda: it.product([1], repeat="a")),
        attempt(lambda: it.product([1], x=1)),
        attempt(lambda: it.product([1], x=1, repeat=2)),
        attempt(lambda: it.product(1)),
        attempt(lambda: list(it.product(1, repeat=0))),
        attempt(lambda: list(it.product())),
        attempt(lambda: list(it.product("ab", []))),
        attempt(lambda: it.product("ab", repeat=10**10)),
        attempt(lambda: list(it.permutations(tags[:5]))),
        attempt(lambda: list(it.permutations("abcd", 2))),
        attempt(lambda: list(it.permutations("ab", 3))),
        attempt(lambda: list(it.permutations("ab", 0))),
        attempt(lambda: it.permutations()),
        attempt(lambda: it.permutations("ab", "a")),
        attempt(lambda: it.permutations("ab", -1)),
        attempt(lambda: it.permutations(1)),
        attempt(lambda: it.permutations("ab", r=1, x=2)),
        attempt(lambda: it.permutations("ab", 1.0)),
        attempt(lambda: list(it.combinations(tags[:50], 2))),
        attempt(lambda: list(it.combinations("abcde", 3))),
        attempt(lambda: list(it.combinations("ab", 0))),
        attempt(lambda: list(it.combinations("ab", 3))),
        attempt(lambda: list(it.combinations_with_replacement("abc", 2))),
        attempt(lambda: list(it.combinations_with_replacement("", 2))),
        attempt(lambda: list(it.combinations_with_replacement("", 0))),
        attempt(lambda: it.combinations("ab")),
        attempt(lambda: it.combinations("ab", -1)),
        attempt(lambda: it.combinations("ab", "a")),
        attempt(lambda: it.combinations("ab", 1, 2)),
        attempt(lambda: it.combinations(1, 2)),
        attempt(lambda: it.combinations_with_replacement("ab")),
        attempt(lambda: [(k, list(g)) for k, g in groupby(text)]),
        attempt(lambda: [(k, list(g)) for k, g in groupby(sorted(tags, key=str), key=type)]),
        attempt(lambda: [list(g) for k, g in list(groupby("aabb"))]),
        attempt(lambda: [next(g) for k, g in groupby("aabbbc")]),
        attempt(lambda: it.groupby()),
        attempt(lambda: it.groupby(1)),
        attempt(lambda: list(it.groupby([1], 1))),
        attempt(lambda: it.groupby([], foo=1)),
        attempt(lambda: it.count("a")),
        attempt(lambda: list(zip(it.count(), "abc"))),
        attempt(lambda: list(zip(it.count(1.5, 0.5), "abc"))),
        attempt(lambda: list(zip(it.count(2**63 - 1), "abc"))),
        attempt(lambda: list(zip(it.count(True, 2), it.count(True), "abc"))),
        attempt(lambda: it.count(1, "a")),
        attempt(lambda: it.count(a=1)),
        attempt(lambda: it.count(1, 2, 3)),
        attempt(lambda: list(islice(it.cycle(tags), 7))),
        attempt(lambda: it.cycle()),
        attempt(lambda: it.cycle(1)),
        attempt(lambda: it.cycle([1], 2)),
        attempt(lambda: it.cycle(a=1)),
        attempt(lambda: next(it.cycle([]))),
        attempt(lambda: list(it.repeat(text, 3))),
        attempt(lambda: list(it.repeat(1, -5))),
        attempt(lambda: it.repeat()),
        attempt(lambda: it.repeat(1, "a")),
        attempt(lambda: it.repeat(1, 2, 3)),
        attempt(lambda: it.repeat(times=2)),
        attempt(lambda: it.repeat(1, times=None)),
        attempt(lambda: list(map(pow, range(5), it.repeat(2)))),
        attempt(lambda: list(it.zip_longest(tags, text, fillvalue=0))),
        attempt(lambda: list(it.zip_longest([1], "ab"))),
        attempt(lambda: it.zip_longest([1], x=2)),
        attempt(lambda: it.zip_longest(1)),
        attempt(lambda: list(it.zip_longest())),
        attempt(lambda: it.zip_longest([1], x=2, fillvalue=3)),
        attempt(lambda: list(it.takewhile(lambda c: c != "c", text))),
        attempt(lambda: list(it.dropwhile(lambda c: c != "c", text))),
        attempt(lambda: list(it.filterfalse(lambda c: c == "a", text))),
        attempt(lambda: it.takewhile(1)),
        attempt(lambda: it.takewhile(1, 2)),
        attempt(lambda: next(it.takewhile(1, [2]))),
        attempt(lambda: it.takewhile(a=1)),
        attempt(lambda: it.dropwhile(1)),
        attempt(lambda: next(it.dropwhile(1, [2]))),
        attempt(lambda: it.filterfalse(1)),
        attempt(lambda: list(it.filterfalse(None, [0, 1, ""]))),
        attempt(lambda: list(it.starmap(pow, [(2, 3), [3, 2]]))),
        attempt(lambda: list(it.starmap(pow, [1]))),
        attempt(lambda: list(it.starmap(1, [(1,)]))),
        attempt(lambda: it.starmap(1)),
        attempt(lambda: list(it.accumulate([1, 2, 3], initial=5))),
        attempt(lambda: list(it.accumulate([1, 2], None))),
        attempt(lambda: list(it.accumulate(["a", 1]))),
        attempt(lambda: list(it.accumulate([3, 1, 2], max))),
        attempt(lambda: list(it.accumulate(text))),
        attempt(lambda: it.accumulate()),
        attempt(lambda: it.accumulate([1], x=1)),
        attempt(lambda: it.accumulate([], 1, 2)),
        attempt(lambda: list(it.accumulate([], initial=0))),
        attempt(lambda: list(it.compress("abcd", [1, 0, True]))),
        attempt(lambda: it.compress("ab")),
        attempt(lambda: it.compress(1, 2)),
        attempt(lambda: it.compress(data="abc", x=[1])),
        attempt(lambda: [list(t) for t in it.tee(text, 3)]),
        attempt(lambda: it.tee()),
        attempt(lambda: it.tee([1], -1)),
        attempt(lambda: it.tee(1)),
        attempt(lambda: it.tee([1], "a")),
        attempt(lambda: it.tee([1], 1, 2)),
        attempt(lambda: it.tee([1, 2], 0)),
        attempt(lambda: it.tee([1, 2], iterable=3)),
        attempt(lambda: list(it.pairwise(text))),
        attempt(lambda: it.pairwise()),
        attempt(lambda: it.pairwise(1)),
        attempt(lambda: it.pairwise([1], [2])),
        lazily(lambda n: chain(n("ab"), n("cd"))),
        lazily(lambda n: islice(n(range(20)), 1, 5, 2)),
        lazily(lambda n: groupby(n("aabbc"))),
        lazily(lambda n: it.pairwise(n("abcd"))),
        lazily(lambda n: it.cycle(n("ab"))),
        lazily(lambda n: it.product(n("ab"), n("c"))),
        lazily(lambda n: it.zip_longest(n("ab"), n("c"))),
        lazily(lambda n: it.takewhile(lambda x: x < 2, n(range(5)))),
        lazily(lambda n: it.compress(n("abc"), n([1, 0]))),
        lazily(lambda n: zip(*it.tee(n("abc")))),
        lazily(lambda n: it.accumulate(n([1, "a"]))),
    ]
    return out


def rule(event):
    return len(every(event)) > 0


def alert_context(event):
    return {"all": every(event)}

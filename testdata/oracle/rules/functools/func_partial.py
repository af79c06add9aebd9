"""partial, cmp_to_key and reduce, with what they refuse."""

import functools
from functools import cmp_to_key, partial


def attempt(function, *args, **keywords):
    try:
        return repr(function(*args, **keywords))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def joined(a, b="-", *rest, c="c", **more):
    return (a, b, rest, c, sorted(more.items()))


def compare(a, b):
    return (len(str(a)) > len(str(b))) - (len(str(a)) < len(str(b)))


def every(event):
    out = []
    text = event.get("text")
    p = partial(joined, text, c=event.get("a"))
    q = partial(p, 1, d=2, c=3)
    out.append(attempt(p))
    out.append(attempt(p, 2, 3))
    out.append(attempt(q, 9, c=4, e=5))
    out.append(attempt(q, a=1))
    out.append(attempt(lambda: (q.args, q.keywords, p.keywords, callable(q.func))))
    out.append(attempt(lambda: [callable(p), type(p) == partial, isinstance(p, partial), p == p, p == q, bool(p)]))
    out.append(attempt(lambda: [partial(int, base=2)("101"), list(map(partial(pow, 2), range(4)))]))
    out.append(attempt(lambda: repr(partial(len, [1, "a"]))))
    out.append(attempt(lambda: repr(partial(int, "1", base=8))))
    out.append(attempt(partial))
    out.append(attempt(partial, 5))
    out.append(attempt(lambda: p.nothing))
    out.append(attempt(lambda: p[0]))
    out.append(attempt(lambda: str(type(p))))
    out.append(attempt(lambda: sorted(["ccc", "a", "bb", text], key=cmp_to_key(compare))))
    out.append(attempt(lambda: max([1, 22, 333], key=cmp_to_key(lambda a, b: b - a))))
    key = cmp_to_key(compare)
    out.append(attempt(lambda: [key("a") < key("bb"), key("a") == key("b"), key("a") >= key("b"), key("x").obj]))
    out.append(attempt(lambda: key("a") < 5))
    out.append(attempt(lambda: hash(key("a"))))
    out.append(attempt(key))
    out.append(attempt(cmp_to_key))
    out.append(attempt(cmp_to_key, mycmp=compare))
    for args in [(), (max,), (max, []), (max, [1]), (max, [], 5), (max, 5), (max, [1, 2], 3, 4), (lambda a, b: a + b, ["a", 1])]:
        out.append(attempt(functools.reduce, *args))
    out.append(attempt(functools.reduce, max, initial=[1]))
    out.append(attempt(functools.reduce, lambda d, k: d.get(k, {}), ["a", "b"], event))
    return out


def rule(event):
    return len(every(event)) > 0


def alert_context(event):
    return {"all": every(event)}

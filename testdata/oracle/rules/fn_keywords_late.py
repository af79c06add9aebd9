"""In which order a call finds what is wrong with its `*` and `**`."""

SEEN = []


def f(*a, **k):
    return a, k


def g(value):
    SEEN.append(value)
    return value


def tried(call):
    try:
        SEEN.append(call())
    except TypeError as e:
        SEEN.append(str(e))


def rule(event):
    n, s = event.get("n"), str(event.get("s"))
    tried(lambda: f(*n, **{1: 2}))
    tried(lambda: f(*[n], **{1: 2}))
    tried(lambda: f(2, *n, **{1: 2}))
    tried(lambda: f(*n, **s))
    tried(lambda: f(**{"a": 2}, a=1, b=g("value")))
    tried(lambda: f(**{"a": 2}, b=g("first"), **g({"c": 3})))
    tried(lambda: f(**{1: 2}, **g({})))
    tried(lambda: f(**{1: 2}, **{True: 3}, **g({})))
    tried(lambda: f(*n, **{1: 2}, **{1.0: 3}))
    tried(lambda: f(x=1, **{s: n}))
    tried(lambda: f(s=1, **{s: n}))
    tried(lambda: dict(*n, **{1: 2}))
    tried(lambda: s.split(*n, **{1: 2}))
    tried(lambda: f(*[n], *[s], k=g("k"), **{s: n}, **{"z": 1}, y=2))
    return True


def title(event):
    return str(SEEN)

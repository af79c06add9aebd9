"""How arguments reach parameters, and what is said when they do not."""


def f(a, b=2, *rest, c, d=4, **more):
    return (a, b, rest, c, d, more)


def g(a, /, b, *, c=1):
    return [a, b, c]


def attempt(fn, *args, **kwargs):
    try:
        return fn(*args, **kwargs)
    except TypeError as e:
        return str(e)


def order(log, v):
    log.append(v)
    return v


def rule(event):
    log = []
    r = [
        f(1, c=3),
        f(1, 2, 3, 4, c=5, z=6),
        f(*[1, 2], **{"c": 3, "k": 4}),
        f(c=order(log, "c"), a=order(log, "a")),
        g(1, b=2),
        g(1, 2, c=3),
        attempt(g),
        attempt(g, 1),
        attempt(g, a=1, b=2),
        attempt(g, 1, 2, 3),
        attempt(g, 1, 2, d=3),
        attempt(f),
        attempt(f, 1),
        attempt(f, 1, c=2, a=3),
        attempt(lambda: 1, 2),
        attempt(lambda x, y: 1),
        attempt(lambda x, y, z: 1, 2),
        attempt(lambda *, k: k),
        attempt(len, 1, 2),
        attempt(int, "x", foo=1) if False else None,
        attempt("abc".startswith),
        attempt(sorted, [1], True),
        log,
    ]
    event["c"] = r
    return True


def title(event):
    return repr(event["c"])[:900]


def dedup(event):
    return repr(event["c"])[900:]

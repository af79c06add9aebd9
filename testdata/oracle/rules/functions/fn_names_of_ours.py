"""Functions and variables that are called as what is emitted might be."""

LAST = [0]
STORE = {"n": 1}
Value, Dict, Ret = 1, 2, 3


def args(value):
    return ("args", value)


def init_LAST():
    return ["init", *LAST]


def init_module(one):
    return ["module", one]


def ensure_module(one):
    return ["ensure", one]


def global_STORE(one, default_global_STORE_0=LAST):
    return ["global", STORE, one, default_global_STORE_0]


def default_global_STORE_0():
    return "default"


def bound(function, *args, **kwargs):
    return lambda *more: (function, args, kwargs, more) and function(*args, *more, **kwargs)


def framed(_frame, frame_=1):
    def inner(n):
        return [_frame, frame_, n, py(n)]

    def py(n):
        return {"py": n, "args": args(n)}

    return inner


class Space:
    space = 7
    space_ = 5
    pairs = (space, space_)
    args = "class"

    def told(self, args, args_=8):
        return [self.pairs, self.args, args, args_, (lambda self_: [args, args_, self_])(9)]


class CLASS_Point_:
    body_ = 1

    def class_Point_(self):
        return self.body_


class Point:
    def at(self, slot, value, class_):
        return [slot, value, class_]


def rule(event):
    return True


def alert_context(event):
    args_, slots, items, item_, value_, iter_1_, outer, e, it, v = range(10)
    keep = [lambda: (args_, slots, items, item_, value_, iter_1_, outer, e, it, v), args, bound, init_module]
    names = [args(name) for name in (args_, slots)]
    for locals_, defaults_ in [(1, 2)]:
        names.append((lambda defaults=defaults_: [locals_, defaults, defaults_])())
    try:
        raise ValueError("told")
    except ValueError as error_:
        names.append(repr(error_))
    return {
        "values": [keep[0](), list(map(keep[1], [1])), keep[2](args, 3)(), bound(lambda *args: args, 1, 2)(3), bound(dict, a=1)(), keep[3](4), ensure_module(5)],
        "modules": [init_LAST(), global_STORE(1), default_global_STORE_0(), Value, Dict, Ret],
        "nested": [framed(1)(2), framed("a", frame_="b")(3), Space().told("method"), CLASS_Point_().class_Point_(), Point().at(1, 2, 3)],
        "names": names,
    }

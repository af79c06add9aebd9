"""An object's length is asked for before a list or a tuple is made of what it gives, and not where it is only walked."""

import collections
import itertools
import math

ASKED = []


class Sized:
    def __init__(self, length):
        self.length = length

    def __iter__(self):
        ASKED.append("iter")
        return iter([1, 2])

    def __len__(self):
        ASKED.append("len")
        if isinstance(self.length, type):
            raise self.length("no length")
        return self.length


class Indexed:
    def __len__(self):
        ASKED.append("len")
        return -1

    def __getitem__(self, index):
        return [3, 4][index]


class Closed(Sized):
    def __iter__(self):
        raise LookupError("closed")


def made(of, one):
    del ASKED[:]
    try:
        out = of(one)
        out = list(out) if isinstance(out, (map, itertools.product, itertools.starmap)) else out
    except Exception as e:
        out = f"{type(e).__name__}: {e}"
    return repr(out), list(ASKED)


def spread(*values):
    return values


def extended(one):
    out = [0]
    out.extend(one)
    return out


def added(one):
    out = [0]
    out += one
    return out


def sliced(one):
    out = [0]
    out[:0] = one
    return out


def args(one):
    e = ValueError()
    e.args = one
    return e.args


WAYS = [
    list, tuple, sorted, bytes, set, frozenset, sum, max, any, collections.deque, collections.Counter, extended, added, sliced, args, spread,
    lambda one: [*one], lambda one: (*one, 5), lambda one: {*one}, lambda one: spread(*one), lambda one: spread(0, *one), lambda one: list(map(str, one)), lambda one: list(zip(one, one)),
    lambda one: ",".join(one), lambda one: dict([one]), lambda one: list(itertools.product(one, repeat=2)), lambda one: list(itertools.starmap(pow, [one])), lambda one: math.dist(one, (0, 0)),
    lambda one: int.from_bytes(one, "big"), lambda one: [n for n in one], lambda one: dict.fromkeys(one), lambda one: [1, 2] == list(iter(one)), lambda one: list(itertools.chain(one, one)),
]


def rule(event):
    return True


def alert_context(event):
    lengths = [2, 0, -1, True, 2**62, 2**63, -(2**70), "a", None, 1.5, ValueError, TypeError, KeyError, UnicodeError]
    out = [made(way, Sized(length)) for way in WAYS for length in lengths]
    return {"all": out, "closed": [made(way, Closed(-1)) for way in WAYS], "indexed": [made(way, Indexed()) for way in WAYS]}

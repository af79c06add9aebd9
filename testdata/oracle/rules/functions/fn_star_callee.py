"""What cannot be spread, and who says so."""

import functools
import json
import math
import operator
import re
from datetime import datetime


class Box:
    def __init__(self, *args, **kwargs):
        self.args = args

    def method(self, *args, **kwargs):
        return args

    @staticmethod
    def static(*args, **kwargs):
        return args

    @classmethod
    def made(cls, *args, **kwargs):
        return args

    def __call__(self, *args, **kwargs):
        return args

    def __str__(self):
        return "a box"


class Raising:
    def __iter__(self):
        raise ValueError("not now")


def plain(*args, **kwargs):
    return (args, kwargs)


def tried(function):
    try:
        return function()
    except Exception as e:
        return (type(e).__name__, str(e))


def rule(event):
    return True


def title(event):
    x = event.get("eventName")
    if isinstance(x, str):
        x = None
    box = Box()

    def nested(*args, **kwargs):
        return (args, kwargs)

    bound = box.method
    out = [
        tried(lambda: plain(*x)),
        tried(lambda: plain(1, *x)),
        tried(lambda: plain(*[1], *x)),
        tried(lambda: plain(**x)),
        tried(lambda: plain(*x, **x)),
        tried(lambda: plain(*5, **{"a": 1})),
        tried(lambda: plain(a=1, **{"a": 2})),
        tried(lambda: plain(**{"a": 1}, **{"a": 2})),
        tried(lambda: plain(**{1: 2})),
        tried(lambda: nested(*x)),
        tried(lambda: nested(**x)),
        tried(lambda: (lambda *a, **k: a)(*x)),
        tried(lambda: (lambda *a, **k: a)(**x)),
        tried(lambda: box.method(*x)),
        tried(lambda: box.method(**x)),
        tried(lambda: bound(*x)),
        tried(lambda: Box.method(*x)),
        tried(lambda: Box.static(*x)),
        tried(lambda: Box.made(*x)),
        tried(lambda: box.made(**x)),
        tried(lambda: box(*x)),
        tried(lambda: Box(*x)),
        tried(lambda: Box(**x)),
        tried(lambda: len(*x)),
        tried(lambda: len(**x)),
        tried(lambda: int(*x)),
        tried(lambda: str(**x)),
        tried(lambda: ValueError(*x)),
        tried(lambda: "a".join(*x)),
        tried(lambda: "a".join(**x)),
        tried(lambda: str.join(*x)),
        tried(lambda: [].append(*x)),
        tried(lambda: {}.get(*x)),
        tried(lambda: dict.fromkeys(*x)),
        tried(lambda: json.dumps(*x)),
        tried(lambda: json.dumps({}, **x)),
        tried(lambda: re.sub(*x)),
        tried(lambda: math.floor(*x)),
        tried(lambda: datetime.now(*x)),
        tried(lambda: datetime(*x)),
        tried(lambda: functools.reduce(*x)),
        tried(lambda: operator.add(*x)),
        tried(lambda: (5 if x else 6)(*x)),
        tried(lambda: plain(*Raising())),
        tried(lambda: plain(1, *Raising())),
        tried(lambda: plain(*(1 // 0 for _ in [1]), **x)),
        tried(lambda: plain(**x, **{"a": 1 // 0})),
        tried(lambda: plain(*{"b": 1}, **{"c": 2})),
    ]
    return "\n".join(str(o) for o in out)


def dedup(event):
    return __name__ + Box.__name__ + repr(Box) + plain.__name__

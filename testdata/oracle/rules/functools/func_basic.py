"""Reduce, itertools and operator."""

from functools import reduce
from itertools import chain
from operator import itemgetter


def rule(event):
    return reduce(lambda a, b: a + b, [len(k) for k in event], 0) > 40


def title(event):
    return f"{list(chain(event.get('tags') or [], 'ab'))} {sorted([('b', 1), ('a', 2)], key=itemgetter(0))}"

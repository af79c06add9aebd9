"""Reads cases as lines of JSON, [kind, pattern, flags, text, extra], and says what CPython's `re` makes of each."""

import fnmatch
import json
import re
import sys
import warnings

warnings.simplefilter("ignore")


def points(text):
    return ".".join(format(ord(c), "x") for c in text)


def spans(match):
    if match is None:
        return "none"
    pairs = [match.span(i) for i in range(match.re.groups + 1)]
    return " ".join("-" if pair == (-1, -1) else f"{pair[0]}:{pair[1]}" for pair in pairs) + f" {match.lastindex}"


def attempt(action):
    try:
        return action()
    except SystemError:
        # CPython found that it lost track of a group, and asks for a bug report.
        return "lost"
    except (re.error, ValueError, OverflowError, IndexError) as error:
        return f"{type(error).__name__}: {points(str(error))}"


def run(pattern, flags, text, extra):
    compiled = re.compile(pattern, flags)
    yield f"flags {compiled.flags} groups {compiled.groups} {points(repr(compiled))}"
    yield " ".join(f"{points(name)}={group}" for name, group in compiled.groupindex.items())
    pos, endpos, count = extra["pos"], extra["endpos"], extra["count"]
    yield spans(compiled.search(text, pos, endpos))
    yield spans(compiled.match(text, pos, endpos))
    yield spans(compiled.fullmatch(text, pos, endpos))
    yield ";".join(spans(match) for match in compiled.finditer(text, pos, endpos))
    yield ";".join("None" if piece is None else points(piece) for piece in compiled.split(text, count))

    def sub():
        result, done = compiled.subn(extra["template"], text, count)
        return f"{points(result)} {done}"

    yield attempt(sub)


def answer(line):
    kind, pattern, flags, text, extra = json.loads(line)
    if kind == "fnmatch":
        return f"{points(fnmatch.translate(pattern))} {attempt(lambda: str(fnmatch.fnmatchcase(text, pattern)))}"
    if kind == "escape":
        return points(re.escape(text))
    return attempt(lambda: "|".join(run(pattern, flags, text, extra)))


for line in sys.stdin:
    print(answer(line))

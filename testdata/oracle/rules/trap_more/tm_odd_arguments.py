"""Arguments that nobody means, and what is said of them first."""

import fnmatch

BIG = 1 << 70


def only(a, /, b, *, c=1):
    return (a, b, c)


def tried(function):
    try:
        return function()
    except Exception as e:
        return (type(e).__name__, str(e))


def assign(x, at):
    x[at] = 1


def delete(x, at):
    del x[at]


def rule(event):
    return True


def title(event):
    given = event.get("eventName")
    out = [
        tried(lambda: only(1, 2, a=3)),
        tried(lambda: only(1, 2, d=3, a=3)),
        tried(lambda: only(1, 2, d=3)),
        tried(lambda: only(1, b=2, a=3, d=4)),
        tried(lambda: fnmatch.translate({})),
        tried(lambda: fnmatch.translate(())),
        tried(lambda: fnmatch.translate(("a", "*", "*", "?", "b.c"))),
        tried(lambda: fnmatch.translate(["*", "a"])),
        tried(lambda: fnmatch.translate({"a": 1})),
        tried(lambda: fnmatch.translate({"a"})),
        tried(lambda: fnmatch.translate((1,))),
        tried(lambda: fnmatch.translate(b"a")),
        tried(lambda: fnmatch.translate(5)),
        tried(lambda: fnmatch.fnmatchcase("ab", ("a", "*"))),
        tried(lambda: fnmatch.fnmatchcase("ab", {})),
        tried(lambda: fnmatch.fnmatchcase("ab", 5)),
        tried(lambda: fnmatch.translate(given)),
    ]
    for x in ("ab", (1, 2), b"ab", range(3), {1, 2}, {1: 2}.keys(), 5, None, 1.5, given, frozenset()):
        for at in (0, BIG, -BIG, True, "a", None):
            out.append(tried(lambda: assign(x, at)))
            out.append(tried(lambda: delete(x, at)))
    return "\n".join(str(o) for o in out)

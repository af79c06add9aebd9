"""Special methods that operators and builtins ask."""


class Version:
    def __init__(self, *parts):
        self.parts = parts

    def __eq__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.parts == other.parts

    def __lt__(self, other):
        if isinstance(other, tuple):
            other = Version(*other)
        if not isinstance(other, Version):
            return NotImplemented
        return self.parts < other.parts

    def __hash__(self):
        return hash(self.parts)

    def __repr__(self):
        return f"Version({', '.join(map(repr, self.parts))})"

    def __str__(self):
        return ".".join(str(p) for p in self.parts)

    def __len__(self):
        return len(self.parts)

    def __iter__(self):
        return iter(self.parts)

    def __getitem__(self, index):
        return self.parts[index]

    def __contains__(self, part):
        return part in self.parts

    def __add__(self, other):
        if isinstance(other, int):
            return Version(*self.parts, other)
        return NotImplemented

    def __radd__(self, other):
        return Version(other, *self.parts)

    def __neg__(self):
        return Version(*[-p for p in self.parts])

    def __call__(self, factor=2):
        return Version(*[p * factor for p in self.parts])

    def __format__(self, spec):
        return f"<{spec}|{str(self)}>"


class Plain:
    pass


def versions(event):
    n = len(event)
    return [Version(1, n), Version(1, 20), Version(), Version(n, 2, 3)]


def rule(event):
    vs = versions(event)
    return bool(vs[0]) and not vs[2] and vs[0] != vs[1]


def title(event):
    vs = versions(event)
    return f"{sorted(vs)} {max(vs)} {vs[0]:>5} {vs[0]!s} {vs[3] + 1} {7 + vs[3]} {-vs[1]} {vs[1](3)} {vs[1]()}"


def dedup(event):
    a, b, c, d = versions(event)
    out = [a == b, a != b, a < b, a > b, a == Version(1, len(event)), a == 5, 5 == a, a != "x", a < (9, 9), len(d)]
    out += [list(d), d[0], d[-1], 2 in d, "x" in d, {a: 1}.get(Version(1, len(event))), a in [b, c, a], a in {a, b}]
    out += [any([c, d]), all([c, d]), [v for v in (c, d) if v], c or "empty", d and "full", not c, 1 if c else 2]
    first, *rest = d
    return f"{out} {first} {rest} {sum([1, 2], a)} {dict.fromkeys([a, a])}"


def alert_context(event):
    a, b, _, _ = versions(event)
    said = []
    tries = [
        lambda: a + "x",
        lambda: a - b,
        lambda: a <= b,
        lambda: a < 5,
        lambda: Plain() < Plain(),
        lambda: Plain() + 1,
        lambda: 1 + Plain(),
        lambda: [1] + Plain(),
        lambda: Plain()[0],
        lambda: Plain()(),
        lambda: len(Plain()),
        lambda: iter(Plain()),
        lambda: 1 in Plain(),
        lambda: -Plain(),
        lambda: ~a,
        lambda: next(a),
        lambda: a.__nothing,
        lambda: f"{Plain():>3}",
        lambda: a[99],
        lambda: Plain.x,
        lambda: int(a),
        lambda: "%d" % a,
        lambda: "x" * a,
        lambda: {}[a],
        lambda: Version.parts,
        lambda: [1, 2][a],
        lambda: "a".join([a]),
    ]
    for each in tries:
        try:
            said.append(repr(each()))
        except Exception as e:
            said.append(f"{type(e).__name__}: {e}")
    return {"said": said}

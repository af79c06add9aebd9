"""Prints cases, one JSON line each: [source, tree, what CPython answers]."""

import ast, json, os, random, re, struct, sys


def setitem(o, i, v): o[i] = v; return o
def delitem(o, i): del o[i]; return o
def setslice(o, a, b, c, v):
    if c is None: o[a:b] = v
    else: o[a:b:c] = v
    return o
def delslice(o, a, b, c):
    if c is None: del o[a:b]
    else: del o[a:b:c]
    return o
def unpack2(v): a, b = v; return (a, b)
def unpack3(v): a, b, c = v; return (a, b, c)
def star_1_0(v): a, *b = v; return (a, b)
def star_1_1(v): a, *b, c = v; return (a, b, c)
def star_0_2(v): *a, b, c = v; return (a, b, c)
def ior(a, b): a |= b; return a
def iand(a, b): a &= b; return a
def isub(a, b): a -= b; return a
def ixor(a, b): a ^= b; return a
def attempt(f):
    try: return f()
    except Exception as e: return (type(e).__name__, e.args)


def constant(n):
    """What the compiler folds to a constant."""
    if isinstance(n, ast.Tuple): return all(map(constant, n.elts))
    if isinstance(n, ast.UnaryOp): return constant(n.operand)
    return isinstance(n, ast.Constant)


def trees(ns): return [tree(n) for n in ns]


def tree(n):
    match n:
        case ast.Expression(): return tree(n.body)
        case ast.Constant(value=v):
            if v is ...: return ["ellipsis"]
            if type(v) is int: return ["int", str(v)]
            if type(v) is float: return ["float", repr(v)]
            if type(v) is bytes: return ["bytes", v.decode("latin-1")]
            return ["const", v]
        case ast.Name(): return ["name", n.id]
        case ast.NamedExpr(): return ["let", n.target.id, tree(n.value)]
        case ast.List(): return ["list", trees(n.elts)]
        case ast.Tuple(): return ["tuple", trees(n.elts)]
        case ast.Set():
            folded = len(n.elts) > 2 and all(map(constant, n.elts))
            return ["constants" if folded else "set", trees(n.elts)]
        case ast.Dict(): return ["dict", trees(n.keys), trees(n.values)]
        case ast.Call():
            rest = [trees(n.args), [[k.arg, tree(k.value)] for k in n.keywords]]
            if isinstance(n.func, ast.Attribute):
                return ["method", tree(n.func.value)] + rest + [n.func.attr]
            return ["call", tree(n.func)] + rest
        case ast.Attribute(): return ["attribute", tree(n.value), n.attr]
        case ast.Subscript(slice=ast.Slice() as s):
            parts = [p or ast.Constant(None) for p in (s.lower, s.upper, s.step)]
            return ["slice", trees([n.value] + parts)]
        case ast.Subscript(): return ["item", tree(n.value), tree(n.slice)]
        case ast.BinOp(): return ["op", type(n.op).__name__, tree(n.left), tree(n.right)]
        case ast.UnaryOp(op=ast.USub()): return ["neg", tree(n.operand)]
        case ast.Compare(): return ["compare", type(n.ops[0]).__name__, tree(n.left), tree(n.comparators[0])]
        case ast.Lambda(): return ["lambda", [a.arg for a in n.args.args], tree(n.body)]
    raise ValueError(ast.dump(n))


ITERATORS = {type(iter(x)) for x in ([], (), "", "\xe9", b"", range(0), {}, {}.values(), {}.items(), set())} | {
    map, filter, zip, enumerate, reversed, type(reversed([])), type(reversed({})), type(reversed({}.items())),
    type(reversed({}.values())), type(iter(len, 1))}


def show(v):
    t = type(v)
    if v is None or t is bool or v is ...: return repr(v)
    if t is int: return "%x" % v
    if t is float: return "nan" if v != v else "float %x" % struct.unpack("<Q", struct.pack("<d", v))
    if t is str: return "'" + "".join(c if " " <= c <= "~" else "<%x>" % ord(c) for c in v) + "'"
    if t is bytes: return "bytes " + repr(list(v))
    if t is list: return "[" + ", ".join(map(show, v)) + "]"
    if t is tuple: return "(" + ", ".join(map(show, v)) + ")"
    if t is dict: return "{" + ", ".join(show(k) + ": " + show(x) for k, x in v.items()) + "}"
    if t in (set, frozenset, type({}.keys()), type({}.values()), type({}.items())) or t in ITERATORS:
        return t.__name__ + "(" + ", ".join(map(show, v)) + ")"
    if t is range: return "range(%d, %d, %d)" % (v.start, v.stop, v.step)
    if isinstance(v, type): return "<" + v.__name__ + ">"
    if isinstance(v, BaseException): return t.__name__ + show(v.args)
    if t.__name__ == "method_descriptor": return "builtin_function_or_method"
    return t.__name__


def case(source):
    try:
        answer = show(eval(source, dict(globals())))
    except Exception as e:
        answer = type(e).__name__ + "(" + ", ".join(map(show, e.args)) + ")"
    print(json.dumps([source, tree(ast.parse(source, mode="eval")), answer]))


def listed():
    path = os.path.join(os.path.dirname(__file__), "listed.txt")
    for line in open(path, encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            case(line.strip())


WORDS = ["", "a", "b", "ab", "root", "ConsoleLogin", "us-east-1", "\xe9t\xe9", "\u20ac", "\u65e5\u672c", "\U0001f600x",
         "\u0100", "\xff", "x" * 70, "192.0.2.1", "AssumeRole", "s3.amazonaws.com"]


def atom(r):
    kind = r.randrange(12)
    if kind < 4: return repr(r.choice(WORDS) + (str(r.randrange(40)) if r.random() < 0.7 else ""))
    if kind < 8: return repr(r.randrange(-5, 200))
    if kind == 8: return repr(r.choice([True, False, 0.5, -1.5, 2.0, 1e300, 2 ** 61 - 1, 2 ** 70, -(2 ** 64), 1 << 62]))
    if kind == 9: return "(%s, %s)" % (atom(r), atom(r))
    if kind == 10: return "frozenset([%s])" % ", ".join(atom(r) for _ in range(r.randrange(1, 4)))
    return repr(r.randrange(10 ** r.randrange(1, 20)))


def items(r, most=40):
    return "[" + ", ".join(atom(r) for _ in range(r.randrange(r.choice([3, 8, most])))) + "]"


def hashes():
    r = random.Random(1)
    for _ in range(1500):
        case("hash(%s)" % atom(r))
    for n in range(0, 40, 3):
        case("hash(frozenset(range(%d)))" % n)
        case("hash((%s))" % "".join("%d," % i for i in range(n)) if n else "hash(())")
        if n: case("hash(range(1, %d, 3))" % (n + 5))
    for x in ("-1", "-2", "1.0", "-1.0", "0.1", "1e-310", "float('inf')", "1e16", "2**61", "-(2**61-1)", "2**61-1",
              "b'abc'", "b''", "'\\ud800'", "-0.0", "3.5e200", "(True, 1.0)", "frozenset()", "(-1,)", "2**1000"):
        if "float(" not in x and "**" not in x:
            case("hash(%s)" % x)


def sets():
    r = random.Random(2)
    for _ in range(1500):
        a, b, c = items(r), items(r), items(r)
        left = r.choice(["set", "frozenset"])
        right = r.choice(["set", "frozenset"])
        case(r.choice([
            f"{left}({a})",
            # A display of constants is built once more where one of its words was interned before the compiler saw it,
            # which depends on all that ran before: such words are left out here.
            f"{{{a[1:-1]}}}" if len(a) > 2 and not re.search(r"'\w*'", a, re.A) else "set()",
            f"{left}({right}({a}))",
            f"set(dict.fromkeys({a}))",
            f"{left}({a}) {r.choice('|&-^')} {right}({b})",
            f"{left}({a}).union({b}, {right}({c}))",
            f"{left}({a}).intersection({b}, {right}({c}))",
            f"{left}({a}).intersection({right}({b}))",
            f"{left}({a}).difference({b}, {right}({c}))",
            f"{left}({a}).difference({right}({b}))",
            f"{left}({a}).difference(dict.fromkeys({b}))",
            f"{left}({a}).symmetric_difference({b})",
            f"{left}({a}).symmetric_difference(dict.fromkeys({b}))",
            f"({left}({a}).isdisjoint({b}), {left}({a}).issubset({b} + {a}), {left}({a} + {b}).issuperset({b}))",
            f"({left}({a}) == {right}({a}[::-1]), {left}({a}) < {right}({a} + {b}))",
            f"sorted(map(hash, {left}({a})))",
            f"{{{left}({a}).union({b}): 1}}.get(frozenset({a} + {b}))" if left == "frozenset" else f"set({a}).copy()",
        ]))


def histories():
    """One set that lives through many changes: removed entries, resizes, pops."""
    r = random.Random(3)
    for _ in range(700):
        pool = [atom(r) for _ in range(r.choice([4, 12, 60, 300]))]
        steps = ["s := set(%s)" % items(r)]
        for _ in range(r.randrange(1, 60)):
            one = r.choice(pool)
            few = "[" + ", ".join(r.choice(pool) for _ in range(r.randrange(12))) + "]"
            steps.append(r.choice([f"s.add({one})"] * 6 + [f"s.discard({one})"] * 5 + [
                "attempt(lambda: s.pop())", "attempt(lambda: s.pop())", f"attempt(lambda: s.remove({one}))",
                f"s.update({few})", f"s.update(set({few}))", f"s.update(dict.fromkeys({few}))",
                f"s.difference_update({few})", f"s.difference_update(set({few}))",
                f"s.intersection_update({few} + list(s)[::2])", f"s.intersection_update(set({few} + list(s)[1:]))",
                f"s.symmetric_difference_update({few})", f"s.symmetric_difference_update(set({few}))",
                f"s.symmetric_difference_update(dict.fromkeys({few}))",
                f"ior(s, set({few}))", f"isub(s, set({few}))", f"ixor(s, set({few}))", f"iand(s, set({few} + list(s)[2:]))",
                "s.clear()" if r.random() < 0.1 else "len(s)", "list(s)", "s := s.copy()", "s := set(s)", "s := s | s.copy()"]))
        steps.append("list(s)")
        case("(" + ", ".join("(%s)" % step if ":=" in step else step for step in steps) + ")")
    for n in (200, 5000, 60000, 120000):
        case(f"sum(list(set(range(0, {n} * 7919, 7919)))[::97])")
        case(f"hash(tuple(set(map(lambda i: i * 2654435761 % 1000000007, range({n})))))")
        case(f"(s := set(range({n})), s.difference_update(range(0, {n}, 2)), s.add(-5), hash(tuple(s)))[3]")


def sorts():
    r = random.Random(4)
    for _ in range(500):
        n = r.choice([3, 10, 70, 200, 700])
        kind = r.randrange(8)
        if kind == 0: xs = [r.random() for _ in range(n)]
        elif kind == 1: xs = [r.randrange(5) for _ in range(n)]
        elif kind == 2: xs = sorted(r.randrange(n) for _ in range(n // 2)) + sorted((r.randrange(n) for _ in range(n // 2)), reverse=True)
        elif kind == 3: xs = [r.choice(WORDS) for _ in range(n)]
        elif kind == 4: xs = [(r.randrange(3), r.choice(WORDS)) for _ in range(n)]
        elif kind == 5: xs = list(range(n // 3)) + [r.randrange(n) for _ in range(n // 5)] + list(range(n // 2, n))
        elif kind == 6: xs = [[r.randrange(9), r.random()] for _ in range(n)]
        else: xs = [r.choice([True, False, 1, 2, 0.5, 2 ** 65]) for _ in range(n)]
        reverse = r.choice(["", ", reverse=True"])
        case(f"sorted({xs!r}{reverse})")
        # What is compared, and in which order, shows where items have no order between them.
        case(f"(seen := [], attempt(lambda: sorted({xs!r}, key=lambda x: [seen.append(0), x][1]{reverse})), len(seen))")
        at = r.randrange(len(xs) + 1)
        case(f"(l := {xs[:at] + [None] + xs[at:]!r}, attempt(lambda: l.sort({reverse[2:]})), l)")
        # NaN is a hole in the order: where items end up shows every comparison's place.
        mixed = [r.choice(["n", str(r.random()), str(r.randrange(9))]) if r.random() < 0.3 else str(r.randrange(n)) for _ in range(n)]
        case(f"(n := 1e308 * 10 - 1e308 * 10, sorted([{', '.join(mixed)}]{reverse}))")
        sets = ", ".join("frozenset(%r)" % r.sample(range(6), r.randrange(4)) for _ in range(n))
        case(f"sorted([{sets}]{reverse})")


def slices():
    r = random.Random(5)
    def part(): return r.choice(["None", "None", "0", "1", "-1", "2", "-3", "5", "100", "-100", str(2 ** 70), str(-2 ** 70), "True"])
    things = ["[0, 1, 2, 3, 4]", "(0, 1, 2, 3, 4)", "'abcde'", "'a\xe9\u20ac\U0001f600e'", "b'abcde'", "range(2, 20, 3)",
              "range(20, 2, -3)", "[]", "''", "()", "'\u65e5'", "range(0)"]
    for _ in range(1500):
        thing = r.choice(things)
        step = part()
        # Ranges hold 64 bits here.
        if not (thing.startswith("range") and len(step) > 9):
            case(f"{thing}[{part()}:{part()}:{step}]")
        case(f"{thing}[{r.choice(['0', '1', '-1', '-5', '4', '5', '-6', str(2 ** 63 - 1), str(-2 ** 63), 'True', str(2 ** 70)])}]")
        new = r.choice(["[]", "[7]", "'xy'", "(7, 8, 9)", "range(2)", "{1: 2}", "iter([5, 6])"])
        xs = r.choice(["[0, 1, 2, 3, 4]", "[]", "[0]"])
        case(f"setslice({xs}, {part()}, {part()}, {part()}, {new})")
        case(f"delslice({xs}, {part()}, {part()}, {part()})")


def views():
    r = random.Random(6)
    for _ in range(800):
        def d(): return "dict.fromkeys(%s, %d)" % (items(r, 12), r.randrange(3))
        def view(): return d() + r.choice([".keys()", ".items()"])
        def any_(): return r.choice([view(), f"set({items(r, 20)})", f"frozenset({items(r, 8)})", items(r, 8), f"{view()}"])
        a, b = (view(), any_()) if r.random() < 0.6 else (any_(), view())
        shared = f"(d := dict.fromkeys({items(r, 12)}, 0), e := ior({d()}, dict.fromkeys({items(r, 9)}, 0)), ior(e, d))"
        case(f"{a} {r.choice('|&-^')} {b}")
        case(f"({shared}, d.items() {r.choice('|&-^')} e.items(), e.keys() {r.choice('|&-^')} d.keys(), e.items() ^ d.items())[1:]")
        case(f"{view()}.isdisjoint({any_()})")


globals()[sys.argv[1]]()

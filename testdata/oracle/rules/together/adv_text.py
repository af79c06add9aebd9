"""Formatting in all its forms."""


def rule(event):
    n = event.get("count", 12345)
    name = str(event.get("eventName"))
    w = 12
    v = [
        f"{name:>{w}}|{name:*^{w}.3}|{n!r:>8}" if not isinstance(n, (dict, list)) else "-",
        f"{3.14159:.2f} {1e20} {1e16} {1e-5} {0.1+0.2} {1/3:.3e} {1234567.891:,.2f} {0.5:%}",
        f"{255:#x} {255:08b} {-5:+d} {5: d} {1000000:_} {10**30:,}",
        f"{name=} {w = } {n!s:.5}",
        "%s %r %d %5.1f %x %% %-5s|" % (name, name, 42, 2.25, 255, "ab"),
        "%(a)s-%(b)03d" % {"a": 1, "b": 2},
        "{0} {1} {0!r} {x[k]} {y.real} {z:>5}".format("a", 2, x={"k": "v"}, y=3, z="r"),
        "{} {}".format(*["p", "q"]),
        f"{None} {True} {[1, 'a', None]} { {'k': (1,)} } {set()} {frozenset([1])} {b'x'} {1.0} {...}",
        f"{{}} {'nested ' + f'{w:03}'}",
        "a" "b" f"{w}" 'c',
        f"{'é'!a} {'日本':>6}|{'𝒳'!r}",
        str(1e300 * 1e10), repr(float("-inf")), str(-0.0), repr(1e22), repr(123456789012345680.0),
    ]
    event["v"] = v
    return True


def title(event):
    return "\n".join(event["v"])

"""Generators run when asked and no further."""


def rule(event):
    log = []

    def see(v):
        log.append(v)
        return v

    g = (see(v) for v in [1, 2, 3, 4])
    first = next(g)
    log.append("between")
    rest = list(g)
    h = (see(a) * b for a in (see(i) for i in range(2)) for b in [10, 20] if a)
    some = next(h, "none")
    e = enumerate(see(q) for q in "abc")
    pair = next(e)
    z = list(zip((see(i) for i in range(3)), (see(i) for i in "xy")))
    m = map(see, [7, 8])
    mm = next(m)
    f = filter(None, (see(v) for v in [0, 5]))
    ff = list(f)
    empty = next((v for v in []), None)
    try:
        bad = (1 / v for v in [1, 0])
        x = list(bad)
    except ZeroDivisionError as err:
        x = str(err)
    try:
        y = list(next(iter([])) for _ in range(2))
    except RuntimeError as err:
        y = str(err)
    mx = max((v for v in event if isinstance(v, str)), key=len, default="-")
    event["g"] = [first, rest, some, pair, z, mm, ff, empty, x, y, mx, log, any(see(v) for v in [0, 9, 8]), log[-1]]
    return True


def title(event):
    return f"{event['g']!s}"

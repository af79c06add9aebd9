"""Walrus in comprehensions, names shadowed, class of unbound."""

x = "module"


def rule(event):
    xs = [y := v for v in event.values() if v]
    zs = {k: (lambda q: q + (y and "y" or "n"))(k) for k in event}
    x2 = [x for x in range(3)]
    total = sum(x for x in x2 if x)
    if event.get("missing"):
        late = 1
    try:
        late
    except NameError as e:
        err = f"{type(e).__name__}: {e}"
    else:
        err = "bound"
    try:
        e
    except NameError as e2:
        err += "|" + str(e2)
    nested = [[a * b for a in range(b)] for b in range(4)]
    pairs = [(a, b) for a in range(3) for b in range(a) if (s := a + b) % 2]
    event["r"] = [len(xs), sorted(zs)[:2], x2, total, x, err, nested, pairs, s]
    return bool(event["r"])


def title(event):
    return repr(event["r"])

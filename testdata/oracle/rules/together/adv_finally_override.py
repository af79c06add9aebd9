"""A return in finally wins; break and continue leave through it."""


def f(n):
    for i in range(5):
        try:
            if i == n:
                return "body"
            if i == 1:
                continue
            if i == 3:
                break
        finally:
            if n == 2:
                return "finally"
    else:
        return "else"
    return "after"


def g(x):
    out = []
    while True:
        try:
            out.append("try")
            if x:
                raise KeyError("k")
            break
        except KeyError as e:
            out.append(repr(e))
            x = None
            continue
        finally:
            out.append("fin")
    return out


def rule(event):
    global SEEN
    SEEN = [f(i) for i in range(4)] + [f(9)] + g(event.get("x")) + g(event.get("userIdentity"))
    return len(SEEN) > 4


def title(event):
    return f"{SEEN}"

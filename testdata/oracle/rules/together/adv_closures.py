"""Late binding, defaults that are kept, cells shared between functions."""


def late():
    fs = [lambda: i for i in range(3)]
    gs = [lambda i=i: i for i in range(3)]
    return [f() for f in fs], [g() for g in gs]


def counter(start=0, log=[]):
    n = start

    def inc(by=1):
        nonlocal n
        n += by
        log.append(n)
        return n

    def get():
        return n

    return inc, get, log


def rule(event):
    a, get_a, log = counter()
    b, get_b, log2 = counter(10)
    a(); a(2); b()
    loop = []
    for k in event:
        loop.append(lambda: k)
    tail = [f() for f in loop][:2]
    event["note"] = [late(), get_a(), get_b(), len(log2), log, tail]
    return True


def title(event):
    return str(event["note"])

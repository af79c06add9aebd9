"""Attributes that are set, changed and deleted, on objects and on classes."""


class Counter:
    total = 0
    names = {}

    def __init__(self):
        self.count = 0
        self.parts = []

    def add(self, n=1):
        self.count += n
        Counter.total += n
        self.parts += [n]
        return self


class Empty:
    pass


def fill(event):
    c = Counter()
    for key in event:
        c.add(len(key))
    c.add().add(2)
    return c


def rule(event):
    return fill(event).count > 5


def title(event):
    c = fill(event)
    e = Empty()
    e.a, e.b = c.count, c.total
    e.c = e.d = [1]
    e.d.append(2)
    del e.a
    e.b -= 1
    for e.loop in range(3):
        pass
    d = fill(event)
    return f"{e.b} {e.c} {e.loop} {Counter.total} {c.parts[:3]} {sorted(e.__dict__)} {vars(e)['b']} {d.total}"


def alert_context(event):
    said = []
    c = Counter()
    for what in ("get", "del", "none", "int", "class", "total"):
        try:
            if what == "get":
                c.nothing
            elif what == "del":
                del c.nothing
            elif what == "none":
                c.names.get("x").y = 1
            elif what == "int":
                c.count.real = 1
            elif what == "class":
                del Counter.nothing
            else:
                del c.total
        except Exception as e:
            said.append(f"{type(e).__name__}: {e}")
    setattr(c, "dynamic", event.get("eventName"))
    c.__dict__["more"] = 2
    delattr(c, "count")
    return {"said": said, "dict": {k: str(v) for k, v in c.__dict__.items()}, "has": [hasattr(c, "count"), c.more]}

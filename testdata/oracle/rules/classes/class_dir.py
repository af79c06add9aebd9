"""The names that a class and its objects have."""


class Base:
    kind = "base"
    sizes: list = []

    def __init__(self, name):
        self.name = name

    def size(self):
        return len(self.name)

    def _inner(self):
        return None


class More(Base):
    extra = 1

    def only_here(self):
        return self.extra

    def __eq__(self, other):
        return isinstance(other, More)


class Guarded(Base):
    def __getattr__(self, name):
        offered = [method for method in dir(More) if method.startswith("__") is False and method not in dir(self)]
        if name in offered:
            raise ValueError(f"{name} is offered elsewhere")
        return name


def attempt(function):
    try:
        return function()
    except Exception as e:
        return type(e).__name__


def every(event):
    base, more = Base(str(event.get("eventName"))), More("m")
    more.späte = 5
    setattr(more, str(event.get("eventID")) or "x", 1)
    guarded = Guarded("g")
    return [
        dir(Base), dir(More), dir(base), dir(more), dir(Guarded), [name for name in dir(more) if name not in dir(Base)], guarded.anything, attempt(lambda: guarded.only_here),
        attempt(lambda: guarded.size()), len(dir(guarded)), list(map(len, map(dir, [base, More]))), attempt(lambda: dir(1, 2)),
    ]


def rule(event):
    return "sizes" in dir(Base)


def alert_context(event):
    return {"every": every(event)}

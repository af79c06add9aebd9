"""Inheritance, `super()`, class attributes and methods that call each other."""


class Base:
    kind = "base"
    limit = 3
    seen = []

    def __init__(self, event):
        self.event = event
        self.name = event.get("eventName")

    def label(self):
        return f"{self.kind}:{self.name}"

    def hits(self):
        return len(str(self.name)) > self.limit

    def note(self, what):
        self.seen.append(what)
        return len(self.seen)


class Special(Base):
    kind = "special"

    def __init__(self, event, extra=None):
        super().__init__(event)
        self.extra = extra or event.get("awsRegion")

    def label(self):
        return super().label() + f"/{self.extra}"

    def hits(self):
        return super().hits() and bool(self.extra)


class Leaf(Special):
    pass


def rule(event):
    leaf = Leaf(event)
    leaf.note(1)
    leaf.kind = "own" if event.get("errorCode") else leaf.kind
    return leaf.hits()


def title(event):
    base, leaf = Base(event), Leaf(event, extra="x")
    count = base.note("t") + leaf.note("u")
    return f"{base.label()} {leaf.label()} {count} {Leaf.kind} {Base.seen} {isinstance(leaf, Base)} {type(leaf).__name__}"


def dedup(event):
    return ",".join(c.__name__ for c in (Base, Special, Leaf) if issubclass(Leaf, c) and issubclass(c, Base))

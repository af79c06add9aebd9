"""Calls of methods with all kinds of parameters, and what is said of wrong ones."""


class Tool:
    def __init__(self, a, b=2, *rest, c, d=4, **more):
        self.all = [a, b, list(rest), c, d, sorted(more)]

    def plain(self, x):
        return x

    def many(self, x, /, y=1, *, z=None):
        return [x, y, z]

    def none():
        return 1

    @staticmethod
    def still(x=1):
        return x + 1

    @classmethod
    def build(cls, event, **more):
        return cls(event.get("eventName"), c=len(more), **more)

    @property
    def first(self):
        return self.all[0]

    @first.setter
    def first(self, value):
        self.all[0] = value

    @first.deleter
    def first(self):
        self.all[0] = "deleted"

    @property
    def fixed(self):
        return "fixed"


class Derived(Tool):
    @classmethod
    def build(cls, event, **more):
        made = super().build(event, **more)
        made.derived = cls.__name__
        return made

    @property
    def fixed(self):
        return "more " + super().fixed


def rule(event):
    tool = Tool(1, 2, 3, c=event.get("eventName"), e=5)
    bound = tool.plain
    return bound(event) == event and tool.plain == bound


def title(event):
    tool = Derived.build(event, x=1, y=2)
    before = tool.first
    tool.first = "set"
    after = tool.first
    del tool.first
    return f"{before} {after} {tool.first} {tool.fixed} {tool.derived} {Tool.still()} {tool.still(5)} {type(tool).__name__}"


def dedup(event):
    return str(list(map(Tool(1, c=2).plain, [1, 2]))) + str(Tool.plain(None, 3)) + str(Tool(0, c=1).all)


def alert_context(event):
    t = Tool(1, c=1)
    said = []
    tries = [
        lambda: Tool(),
        lambda: Tool(1),
        lambda: Tool(1, 2, 3, 4),
        lambda: t.plain(),
        lambda: t.plain(1, 2),
        lambda: t.plain(y=1),
        lambda: t.many(x=1),
        lambda: t.many(1, 2, 3),
        lambda: t.many(1, w=1),
        lambda: t.none(),
        lambda: Tool.none(),
        lambda: Tool.plain(),
        lambda: t.still(1, 2),
        lambda: t.build(),
        lambda: t.build({"eventName": 1}).all,
        lambda: setattr(t, "fixed", 1),
        lambda: delattr(t, "fixed"),
        lambda: t.nope(),
        lambda: t.nope(1 / 0),
        lambda: Tool.nope,
        lambda: t.many(1, z=event.get("awsRegion")),
        lambda: t.first.nope,
        lambda: callable(t),
        lambda: callable(t.plain) and callable(Tool),
    ]
    for each in tries:
        try:
            said.append(repr(each()))
        except Exception as e:
            said.append(f"{type(e).__name__}: {e}")
    return {"said": said, "name": t.plain.__name__, "cls": t.__class__.__name__}

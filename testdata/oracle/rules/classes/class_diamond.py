"""The order of resolution of several bases."""


class Root:
    def who(self):
        return ["root"]


class Left(Root):
    def who(self):
        return ["left"] + super().who()


class Right(Root):
    def who(self):
        return ["right"] + super().who()

    def only(self):
        return "right only"


class Both(Left, Right):
    def who(self):
        return ["both"] + super().who()


class Other(Right, Left):
    mark = "other"


def rule(event):
    return Both().who() == ["both", "left", "right", "root"] and bool(event.get("eventName"))


def title(event):
    other = Other()
    return f"{Both().who()} {other.who()} {other.only()} {Both().only()} {other.mark}"


def alert_context(event):
    try:
        Both().mark
    except AttributeError as e:
        said = str(e)
    try:
        Both.nothing
    except AttributeError as e:
        said2 = str(e)
    return {"a": said, "b": said2, "c": hasattr(Other(), "mark"), "d": getattr(Other(), "no", 5)}

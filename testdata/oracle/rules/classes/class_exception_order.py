"""Which handler takes which exception, and what is raised again."""


class A(Exception):
    pass


class B(A):
    pass


class C(B, ValueError):
    def __init__(self):
        super().__init__("c", 1)


def make(event):
    kind = event.get("eventType")
    if kind == "AwsApiCall":
        raise C
    if kind == "AwsConsoleSignIn":
        raise B("b")
    if kind is None:
        raise A()
    return int(kind)


def rule(event):
    try:
        make(event)
    except ValueError as e:
        if isinstance(e, A):
            raise
        return True
    except B:
        return True
    except A as e:
        raise e
    finally:
        make.__name__
    return False


def title(event):
    out = []
    try:
        make(event)
    except (KeyError, B) as e:
        out.append(repr(e))
        try:
            raise e
        except A as again:
            out.append(str(again.args))
    except A as e:
        out.append("a" + str(e))
    except Exception as e:
        out.append(type(e).__name__)
    return " ".join(out)


def dedup(event):
    try:
        raise 5
    except TypeError as e:
        first = str(e)
    try:
        raise B("x") from 3
    except TypeError as e:
        second = str(e)
    try:
        raise dict
    except TypeError as e:
        third = str(e)
    try:
        raise B("x") from None
    except B as e:
        fourth = str(e.__cause__)
    try:
        raise B("x") from KeyError
    except B as e:
        fifth = repr(e.__cause__)
    return f"{first} {second} {third} {fourth} {fifth}"


def alert_context(event):
    e = B(1, 2)
    e.args = ["x", event.get("eventName")]
    e.extra = 5
    return {"args": list(e.args), "str": str(e), "repr": repr(e), "dict": e.__dict__, "of": B.__name__}


def description(event):
    return B("x", key=1)


def reference(event):
    raise C()


def runbook(event):
    try:
        raise 1 / 0
    except (B, "x"):
        return "no"

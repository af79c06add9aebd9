"""Exceptions of the rule's own classes, with what they carry."""


class RuleError(Exception):
    """The base."""


class Missing(RuleError, KeyError):
    pass


class Level(RuleError):
    def __init__(self, level, *, code=7):
        message = f"level {level}"
        super().__init__(message)
        self.level = level
        self.code = code


class Shown(ValueError):
    def __str__(self):
        return "shown as " + ",".join(str(a) for a in self.args)


class Silent(Exception):
    def __init__(self, what):
        self.what = what


def check(event):
    name = event.get("eventName")
    if name is None:
        raise Missing("eventName")
    if event.get("errorCode"):
        raise Level(event["errorCode"], code=len(name))
    if event.get("readOnly"):
        raise Shown(name, 2)
    if event.get("awsRegion") == "eu-west-1":
        raise Silent(name)
    if "sourceIPAddress" not in event:
        raise RuleError
    return name


def rule(event):
    try:
        check(event)
    except (Missing, ZeroDivisionError) as e:
        return e.args == ("eventName",)
    except Level as e:
        return e.code > 5 and e.level is not None
    except RuleError:
        return True
    except Shown as e:
        return str(e) != ""
    return True


def title(event):
    try:
        return check(event)
    except Exception as e:
        return f"{e} {e!r} {type(e).__name__} {e.args} {isinstance(e, KeyError)} {getattr(e, 'code', None)}"


def dedup(event):
    return check(event)


def severity(event):
    raise Shown(event.get("eventName"))


def alert_context(event):
    try:
        try:
            check(event)
        except Exception as e:
            e.note = "seen"
            raise Level(3) from e
    except Level as e:
        cause = e.__cause__
        return {"cause": str(cause), "args": list(e.args), "same": cause is not None, "note": getattr(cause, "note", "-")}
    return {}

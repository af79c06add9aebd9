"""raise in all its forms; what except binds; args and messages."""


def f(kind):
    try:
        if kind == 0:
            raise ValueError
        if kind == 1:
            raise ValueError("a", 2)
        if kind == 2:
            raise KeyError("k") from None
        if kind == 3:
            raise RuntimeError(f"{kind!r}")
        if kind == 4:
            {}["missing"]
        if kind == 5:
            [][3]
        if kind == 6:
            assert kind == 5, f"kind {kind}"
        if kind == 7:
            raise 5
        if kind == 8:
            None.foo
        if kind == 9:
            "x" + 1
        return "none"
    except (ValueError, KeyError) as e:
        return (type(e).__name__, e.args, str(e), repr(e))
    except LookupError as e:
        return "lookup " + str(e)
    except AssertionError as e:
        return f"assert {e}"
    except Exception as e:
        return [isinstance(e, TypeError), type(e) is RuntimeError, str(e)]


def nested(event):
    try:
        try:
            event["nope"]
        except KeyError:
            raise
        finally:
            event["fin"] = 1
    except Exception as e:
        try:
            raise TypeError("second") from e
        except TypeError as e2:
            return str(e) + str(e2)


def rule(event):
    event["v"] = [f(k) for k in range(11)] + [nested(event)]
    if event.get("count"):
        raise IndexError("at the end", event["count"])
    return True


def title(event):
    return repr(event["v"])

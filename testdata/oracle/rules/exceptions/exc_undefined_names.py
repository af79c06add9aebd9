"""Names that nothing binds: what happens where they are read."""

SIZE = 5


class Holder:
    def read(self):
        return holder_of_nothing

    def size(self):
        return SIZE


def attempt(function, *args):
    try:
        return repr(function(*args))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def after(event):
    before = event.get("eventName")
    if event.get("eventID"):
        return before, undefined_after, never_evaluated()
    return before


def called():
    return undefined_function(SIZE, 1 / 0)


def looped(event):
    return [undefined_item + name for name in (event.get("tags") or []) if isinstance(name, str)]


def deleted():
    global undefined_to_delete
    del undefined_to_delete


def later(event):
    return set_later


def set_it():
    global set_later
    set_later = 1


def rule(event):
    return event.get("eventName") is not None and (event.get("eventName") == "ConsoleLogin" or undefined_in_rule)


def title(event):
    return f"{undefined_in_title}"


def severity():
    return event.get("severity")


def alert_context(event):
    before = attempt(later, event)
    set_it()
    return {
        "all": [attempt(after, event), attempt(called), attempt(looped, event), attempt(deleted), before, attempt(later, event), attempt(Holder().read), attempt(Holder().size), attempt(lambda: undefined_in_lambda)],
        "short": True or undefined_behind_or,
    }

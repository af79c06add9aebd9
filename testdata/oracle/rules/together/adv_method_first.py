"""A method is found before its arguments are computed; chains of comparisons stand where statements do."""

SEEN = []


def note(value):
    SEEN.append(value)
    return value


def attempt(fn):
    try:
        return fn()
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def rule(event):
    name = event.get("eventName")
    SEEN.append(attempt(lambda: event.get("errorCode").startswith(event["nothing"])))
    SEEN.append(attempt(lambda: name.startswith(event["nothing"])))
    SEEN.append(attempt(lambda: event.get("userIdentity").get("type", note("default"))))
    SEEN.append(attempt(lambda: event.get("userIdentity").get(note("type"))))
    SEEN.append(attempt(lambda: event.get("requestParameters").nope(note(1))))
    SEEN.append(attempt(lambda: event.get("resources").append(*note([2]))))
    SEEN.append(attempt(lambda: event.get("resources").insert(int(name), 1)))
    SEEN.append(attempt(lambda: dict.nope(note(3))))
    match event.get("readOnly"):
        case bool(flag) if False < flag <= True:
            SEEN.append("reads")
        case int() | float() as number if 0 < number < note(9) < 10:
            SEEN.append(number)
    if 0 < len(SEEN) < 1000 < note(2000):
        SEEN.append("few")
    return note(event.get("eventName")).startswith(
        event["eventSource"][0]
    ) or bool(SEEN)


def title(event):
    return repr(SEEN)

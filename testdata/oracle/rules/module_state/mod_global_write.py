"""A global written by rule and read by title and dedup."""

last_name = "unset"
calls = 0


def rule(event):
    global last_name, calls
    calls += 1
    last_name = event.get("name") or event.get("eventName")
    return last_name is not None and len(last_name) > 5


def title(event):
    global calls
    calls += 10
    return f"{last_name} {calls}"


def dedup(event):
    return f"{calls}"


def alert_context(event):
    return {"calls": calls, "name": last_name}

import contextlib


def rule(event):
    with contextlib.suppress(KeyError):
        return event["eventName"] == "ConsoleLogin"
    return False

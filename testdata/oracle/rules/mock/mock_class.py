from unittest.mock import MagicMock

ALLOWED = ["ConsoleLogin"]


def rule(event):
    global ALLOWED
    if isinstance(ALLOWED, MagicMock) or isinstance(event.get("eventName"), (MagicMock, int)):
        ALLOWED = ALLOWED()
    return event.get("eventName") in ALLOWED


def title(event):
    return f"{MagicMock} {MagicMock.__name__} {MagicMock == MagicMock} {isinstance(event, MagicMock)}"

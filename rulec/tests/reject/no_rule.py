"""Root signs in to the console."""


def rules(event):
    return event.get("eventName") == "ConsoleLogin"

"""A rule at the top of its pack that is called as a crate is."""


def rule(event):
    return event.get("eventName") == "ConsoleLogin"

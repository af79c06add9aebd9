def rule(event):
    return event.get("eventName") == "ConsoleLogin"


title = lambda event: event.get("eventName")

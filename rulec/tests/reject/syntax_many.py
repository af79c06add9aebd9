def rule(event):
    if event.get("eventName") = "ConsoleLogin":
        return True
    names = ["a", "b"
    return event.get("eventName") in names

def title(event)
    return f"{event.get('eventName')"

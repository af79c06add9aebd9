def rule(event):
    if event.get("eventName") == "StopLogging"
        return True
    return event.get("errorCode") is None

def rule(event):
    return event.get("eventName") == "ConsoleLogin"


def severity(event):
    if event.get("readOnly"):
        return "info"
    if event.get("errorCode"):
        return "Severe"
    return "CRITCAL"

def rule(event):
    return event.get("eventSource") is not None


def title(event):
    return f"{event.get('eventName')}: {event.get('sourceIPAddress')}"


def description(event):
    return event.get("eventName")


def destinations(event):
    return [event.get("awsRegion")]


def alert_context(event):
    return event.get("userIdentity") if event.get("readOnly") else event

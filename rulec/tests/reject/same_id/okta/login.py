def rule(event):
    return event.get("eventType") == "user.session.start"

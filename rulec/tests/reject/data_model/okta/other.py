def rule(event):
    return event.get("actor") == "root"

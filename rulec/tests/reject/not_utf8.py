# café
def rule(event):
    return event.get("name") == "café"

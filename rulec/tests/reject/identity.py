def rule(event):
    name, count = event.get("eventName"), event.get("count")
    return name is "ConsoleLogin" or count is not 1000 or name is () or name is None

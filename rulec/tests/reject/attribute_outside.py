def rule(event):
    name = event.get("eventName")
    return name.__class__ == str and name.__len__() > 3 and rule.__name__ == "rule"

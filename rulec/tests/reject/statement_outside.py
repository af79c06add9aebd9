def rule(event):
    rule.seen = event.get("eventName")
    try:
        return rule.seen == "ConsoleLogin"
    except* ValueError:
        pass
    import re
    modules = [re]
    return modules

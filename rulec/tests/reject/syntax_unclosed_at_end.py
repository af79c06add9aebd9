def rule(event):
    return any(name in ("a", "b") for name in event.get("names")


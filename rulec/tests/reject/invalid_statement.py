return None


def rule(event, event):
    nonlocal seen
    if event.get("a"):
        break
    return [event := 1 for event in ()]

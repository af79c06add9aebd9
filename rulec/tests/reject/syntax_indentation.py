def rule(event):
    if event.get("a"):
    return True
	return False

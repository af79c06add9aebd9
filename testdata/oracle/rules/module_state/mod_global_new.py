"""A global that exists only once rule has set it."""


def rule(event):
    global found
    if event.get("count", 5) != 5:
        found = event["count"]
    return len(event) > 8 or event.get("name") is not None


def title(event):
    return f"found {found}"

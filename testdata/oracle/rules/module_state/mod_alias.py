"""A function under another name, and partial application by hand."""


def starts(text, prefix):
    return text.startswith(prefix)


check = starts
creates = lambda text: check(text, "Create")


def rule(event):
    return creates(event.get("eventName") or event.get("name"))


def title(event):
    return "creates"

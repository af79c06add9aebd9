"""Str += in a loop, with what may be no str."""


def rule(event):
    text = ""
    for part in event.get("tags") or ["p"]:
        text += part
        text += "-"
    event["text2"] = text
    return len(text) > 3


def title(event):
    return event["text2"]

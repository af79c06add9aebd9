"""A walrus in a while."""


def rule(event):
    text = event.get("text") or event.get("eventName") or ""
    parts = []
    while (i := text.find("o")) >= 0:
        parts.append(text[:i])
        text = text[i + 1 :]
    event["parts"] = parts + [text, i]
    return len(parts) > 1


def title(event):
    return f"{event['parts']}"

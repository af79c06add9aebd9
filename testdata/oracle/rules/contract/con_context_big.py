"""A context over 200 KiB, by the length of its ASCII JSON."""


def rule(event):
    return event.get("count", 5) != 5


def alert_context(event):
    return {"text": ("é" if event.get("flag") else "x") * 100_000}

"""A severity that depends on the event, in any case."""


def rule(event):
    return event.get("name") is not None or event.get("eventName") == "ConsoleLogin"


def severity(event):
    return {"alpha": "info", "delta": "Low", "nums": "MEDIUM", "zero": "High", "csv": "critical", "json": "default", "words": "none", "": 3, "url": "ınfo", "ports": " HIGH"}.get(event.get("name"), "hıgh")

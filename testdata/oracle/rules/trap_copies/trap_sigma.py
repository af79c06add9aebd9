"""Lower of a final sigma depends on what follows."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return ["ΑΣ".lower(), "ΑΣΑ".lower(), "Σ".lower(), "ΑΣ.".lower(), "Α\u00adΣ".lower(), s.lower()]


def rule(event):
    v = value(event)
    return v[5] > "d"


def title(event):
    return f"{value(event)!r}"

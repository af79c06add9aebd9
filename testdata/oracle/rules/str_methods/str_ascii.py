"""ascii() escapes what is not ASCII."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    return ascii(s) + ascii("é€😀") + ascii([s, "ü"])


def rule(event):
    s = event.get("text") or event.get("eventName") or ""
    v = value(event)
    return bool("\\" in ascii(s) or "C" in s)


def title(event):
    return f"{value(event)!r}"

"""chr and ord."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = "".join(chr(ord(ch) ^ 32) if ch.isascii() and ch.isalpha() else ch for ch in s)
    LAST = v
    return v > "d"


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

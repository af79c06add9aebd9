"""title() after digits, apostrophes and non-ASCII."""


LAST = None


def rule(event):
    global LAST
    s = event.get("text") or event.get("eventName") or ""
    v = s.title() + "o'neil 3rd ǆ ﬁx".title()
    LAST = v
    return v > "Csv"


def title(event):
    return f"{LAST}"


def dedup(event):
    return repr(LAST)[:40]

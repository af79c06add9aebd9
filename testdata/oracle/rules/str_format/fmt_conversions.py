"""!r !s !a."""


def value(event):
    s = event.get("text") or event.get("eventName") or ""
    c = event.get("count", 5)
    tags = event.get("tags", ["t", "u"])
    return f"{s!r} {s!s} {s!a} {c!r:>6} {tags!s:.10}"


def rule(event):
    v = value(event)
    return len(v) > 50


def title(event):
    return f"{value(event)!r}"

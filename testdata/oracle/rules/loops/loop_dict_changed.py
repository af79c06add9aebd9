"""A dict that grows while it is iterated over raises RuntimeError."""


def rule(event):
    meta = event.get("meta") or {}
    for key in meta:
        if key == "level":
            meta["new"] = 1
    return "owner" in meta or len(event) > 10


def title(event):
    return f"{event.get('meta')}"

"""A local name hides a builtin."""


def rule(event):
    list = event.get("tags") or ["t"]
    str = "s"
    def len(x):
        return 42
    event["out"] = f"{list} {str} {len(list)}"
    return event.get("count", 5) != 5


def title(event):
    return event["out"]

"""A walrus in a comprehension binds the function's name."""


def rule(event):
    lengths = [n for t in event.get("tags") or ["ab"] if (n := len(t)) > 0]
    event["out"] = (lengths, n)
    return len(lengths) > 1


def title(event):
    return f"{event['out']}"

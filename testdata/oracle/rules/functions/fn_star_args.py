"""*args and **kwargs, and passing them on."""


def inner(*args, **kwargs):
    return len(args) * 100 + len(kwargs)


def outer(first, *rest, **options):
    return inner(*rest, first, **options), rest, options


def rule(event):
    event["out"] = outer(*(event.get("tags") or ["t"]), k=1, **(event.get("meta") or {}))
    return event["out"][0] > 101


def title(event):
    return f"{event['out']}"

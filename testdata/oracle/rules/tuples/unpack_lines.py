"""What is unpacked may take several lines, of which the first is reported."""


def one(event):
    [last] = [
        tag
        for tag in (event.get("tags") or [])
        if isinstance(tag, str)
    ] or [
        "none"
    ]
    return last


def two(event):
    first, second = (
        event.get("values")
        or event["ip"]
    )
    return first, second


def rest(event):
    first, *others = (
        event.get("items")
        or event.get(
            "count"
        )
    )
    return first, others


def attempt(function, event):
    try:
        return repr(function(event))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def rule(event):
    return len(attempt(two, event)) > 1


def title(event):
    return f"{attempt(one, event)} {attempt(two, event)} {attempt(rest, event)}"


def dedup(event):
    first, *others = (
        event["name"]
        or event["count"]
    )
    return str(first)

"""The line that an exception has, in expressions over several lines."""


def helper(
    event,
    key,
):
    return (
        event
        .get("userIdentity")
        .get(key)
        .lower()
    )


def rule(event):
    value = helper(
        event,
        "type",
    )
    ok = (
        event["eventName"]
        == "X"
        or event.get(
            "count",
            0,
        ) > 3
        and len(
            event["names"]
        ) > 1
    )
    return bool(
        value and ok or
        {
            "a": event["flag"],
            "b": event["ratio"] + 1,
        }
    )

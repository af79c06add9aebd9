"""What cannot be walked is said to be at the line of the `for`, wherever what is walked is written."""


def nothing(event, *keys):
    return event.get(keys[0])


def rule(event):
    if event.get("eventName") == "ConsoleLogin":
        return True
    for one in (
        nothing(
            event,
            "not there",
        )
    ):
        return one
    return False


def title(event):
    for one in 1, 2:
        for (
            a,
            b,
        ) in (
            event
            .get(
                "not there"
            )
        ):
            return a + b + one
    return "nothing"


def dedup(event):
    return str(
        [
            one
            for one in
            nothing(
                event,
                "not there",
            )
        ]
    )


def severity(event):
    for one in [
        1,
        2,
    ]:
        for two in (
            one
        ):
            return two
    return "LOW"

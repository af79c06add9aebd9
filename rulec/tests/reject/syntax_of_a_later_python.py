def rule(event):
    return first(event) == "ConsoleLogin"


def first[T](event: T) -> T:
    return f"{event["eventName"]}"

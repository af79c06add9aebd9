"""An exception in title gives the default title, one in dedup the title."""


def rule(event):
    return event.get("count", 5) != 5


def title(event):
    return event["name"].upper()


def dedup(event):
    return event["tags"][0]


def severity(event):
    return {3: "high", 0: "low", 7: "bogus", 10: "default"}[event["count"]]


def alert_context(event):
    return event["meta"]

"""Del of a missing key raises KeyError."""


def rule(event):
    del event["meta"]
    return event.get("count") != 3


def title(event):
    return ",".join(event)

"""An int, float or bool is not subscriptable."""


def rule(event):
    v = event.get("count", "five")[0]
    event["_seen"] = v
    return v != 'f'


def title(event):
    return f"{event['_seen']!r} of {len(event)}"

"""A bare except."""


def rule(event):
    try:
        return event["meta"]["level"] > 1
    except:
        return len(event) > 12


def title(event):
    return "bare"

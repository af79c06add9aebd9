"""Try inside a loop, counting the failures."""


def rule(event):
    errors = {}
    for key in ("name", "count", "tags", "meta", "ratio"):
        try:
            event[key][0]
        except (KeyError, IndexError, TypeError) as e:
            errors[key] = f"{type(e).__name__}: {e}"
    event["errors"] = errors
    return len(errors) < 4


def title(event):
    return f"{event['errors']}"

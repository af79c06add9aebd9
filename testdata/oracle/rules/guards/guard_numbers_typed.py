"""What is no number is passed over."""

LEAST = 2 + 1


def rule(event):
    count = event.get("count")
    if not isinstance(count, (int, float)) or LEAST > count:
        return event.get("ratio") == 16 and not isinstance(event.get("flag"), bool)
    return True

"""Range with three arguments, a range from the event."""


def rule(event):
    total = 0
    for n in range(event.get("count", 10), -3, -3):
        total += n
        if total > 1000:
            break
    event["total"] = total
    return total > 5


def title(event):
    return f"sum {event['total']}"

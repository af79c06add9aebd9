"""Counting with d[k] = d.get(k, 0) + 1, and d[k] += 1."""


def rule(event):
    counts = {}
    for ch in event.get("text") or event.get("eventName") or "none":
        counts[ch] = counts.get(ch, 0) + 1
    counts["o"] += 1
    event["counts"] = counts
    return counts["o"] > 2


def title(event):
    return f"{event['counts']}"

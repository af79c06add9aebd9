"""A module's list that rule appends to: it starts empty for each event."""

HITS = []


def rule(event):
    for key, value in event.items():
        if value is None:
            HITS.append(key)
    return len(HITS) > 1


def title(event):
    return f"{len(HITS)} null: {', '.join(HITS)}"

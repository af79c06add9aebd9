"""None += 1 raises TypeError."""


def rule(event):
    total = event.get("ratio", 0)
    total += 1
    return total > 1


def title(event):
    return "ratio"

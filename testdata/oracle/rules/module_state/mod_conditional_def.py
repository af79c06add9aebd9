"""Functions and constants defined under an if."""

DEBUG = False
if DEBUG:
    def level(n):
        return "debug"
else:
    def level(n):
        return "high" if n > 3 else "low"

for word in ("x", "y"):
    LAST = word


def rule(event):
    return level(event.get("count", 1)) == "high"


def title(event):
    return level(event["count"]) + LAST + word

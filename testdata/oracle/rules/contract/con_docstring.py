"""The first paragraph, over
    two lines,   with spaces.

The second is not part of it.
"""


def rule(event):
    return event.get("count", 5) != 5

"""A helper module with a state of its own, which each event sees anew."""

from oracle_names import pick

SEEN = []
COUNT = 0


def remember(event):
    global COUNT
    COUNT += 1
    SEEN.append(pick(event, "name", "eventName"))
    return COUNT

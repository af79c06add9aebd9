"""A helper's globals start anew for each event, and are shared within one."""

import oracle_state
from oracle_state import SEEN, remember


def rule(event):
    remember(event)
    return remember(event) == 2 and event.get("count", 5) != 5


def title(event):
    return f"{SEEN} {oracle_state.COUNT} {oracle_state.remember(event)} {oracle_state.COUNT}"

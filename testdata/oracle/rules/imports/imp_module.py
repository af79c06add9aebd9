"""Import of the module, and its attributes."""

import oracle_names


def rule(event):
    return oracle_names.over(event, "count") or oracle_names.pick(event, "eventName") in oracle_names.SUSPICIOUS


def title(event):
    return f"{oracle_names.LIMITS['count']} {sorted(oracle_names.SUSPICIOUS)}"

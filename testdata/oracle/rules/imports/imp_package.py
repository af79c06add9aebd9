"""Import through the helpers folder as a package."""

from helpers.oracle_names import pick
import helpers.oracle_names


def rule(event):
    return pick(event, "count", "ratio", default=1) != 1 and helpers.oracle_names.LIMITS["count"] == 5


def title(event):
    return f"{pick(event, 'nothing', default=[])}"

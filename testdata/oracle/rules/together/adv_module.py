"""Module code: loops, conditions, comprehension over other names, functions used before they stand."""

BASE = ["a", "b"]
TABLE = {}
for _name in BASE:
    TABLE[_name] = len(TABLE)
if len(TABLE) == 2:
    MODE = "two"
else:
    MODE = "other"
UPPER = [n.upper() for n in BASE]
COUNT = 0
TOTAL = sum(TABLE.values()) + COUNT
BASE.append("late")


def bump():
    global COUNT
    COUNT += 1
    return COUNT


def rule(event):
    bump()
    bump()
    TABLE["event"] = event.get("eventName")
    return COUNT == 2


def title(event):
    return f"{BASE} {TABLE} {MODE} {UPPER} {COUNT} {TOTAL} {bump()}"

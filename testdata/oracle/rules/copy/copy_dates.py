"""Copies of dates and times have their values."""

import copy
import datetime


def rule(event):
    moment = datetime.datetime(2024, 2, 29, 12, 30, 5, 7, tzinfo=datetime.timezone.utc, fold=1)
    parts = [moment, moment.date(), moment.time(), moment.timetz(), moment - moment, datetime.timezone.utc]
    held = {"when": parts, "pair": (moment.date(), event.get("name"))}
    deep = copy.deepcopy(held)
    return deep == held and [repr(copy.copy(part)) for part in parts] == [repr(part) for part in deep["when"]]

"""A week of the calendar is a tuple to all that takes one."""

import datetime
import json
from urllib.parse import urlsplit


def said(make):
    try:
        return repr(make())
    except (TypeError, ValueError) as error:
        return type(error).__name__


def rule(event):
    return event.get("eventName") is not None


def title(event):
    week = datetime.date(2026, 11, 22).isocalendar()
    parts = urlsplit(str(event.get("eventName")))
    return "; ".join(
        [
            said(lambda: "%s-W%s-%s" % week),
            said(lambda: "%s" % week),
            said(lambda: json.dumps({"week": week})),
            said(lambda: "2026".startswith(week)),
            said(lambda: (week == parts, parts == week, week == tuple(week), week < (2027,), isinstance(week, tuple))),
            said(lambda: week + (1,)),
            said(lambda: [*week, *week[1:]]),
        ]
    )

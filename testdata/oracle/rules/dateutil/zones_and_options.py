import datetime

import dateutil.parser
from dateutil import tz

START = datetime.datetime(2020, 1, 31, tzinfo=tz.tzutc())


def rule(event):
    moment = dateutil.parser.parse(event.get("eventTime") or "2024-05-06 07:08:09 -0300 (BRST)")
    return moment.replace(tzinfo=tz.UTC) > START


def title(event):
    found, skipped = dateutil.parser.parse(f"seen {event.get('eventTime')} in {event.get('awsRegion')}", fuzzy_with_tokens=True)
    return f"{found} {skipped}"


def alert_context(event):
    east = tz.tzoffset("EAST", 7200)
    text = event.get("eventTime", "01/02/03 EAST")
    return {
        "dayfirst": str(dateutil.parser.parse("01/02/03", dayfirst=True)),
        "yearfirst": str(dateutil.parser.parse("01/02/03", yearfirst=True)),
        "named": repr(dateutil.parser.parse("1 Feb 2024 3:04 EAST", tzinfos={"EAST": east})),
        "default": str(dateutil.parser.parse("Feb", default=START)),
        "naive": str(dateutil.parser.parse(text, ignoretz=True)),
        "moved": dateutil.parser.parse("2024-01-01T00:00:00Z").astimezone(east).isoformat(),
    }

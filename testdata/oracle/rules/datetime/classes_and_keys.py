import datetime
import json
from datetime import timedelta as td

SEEN = {datetime.date(2024, 1, 1): "new year", datetime.date(2024, 12, 25): "christmas"}


def rule(event):
    return isinstance(datetime.datetime.min, datetime.date) and not isinstance(SEEN, (datetime.date, datetime.tzinfo))


def title(event):
    days = sorted({datetime.date(2024, 1, 1), datetime.date(2023, 5, 6), datetime.date(2024, 1, 1) - td(days=1)})
    return f"{days} {SEEN.get(datetime.date.fromisoformat('2024-12-25'))} {td(days=1, seconds=5)!s:>20} {max(days)}"


def dedup(event):
    return json.dumps({"at": datetime.datetime.max})


def alert_context(event):
    quotient, rest = divmod(td(hours=25), td(hours=7))
    now = datetime.datetime.combine(datetime.date.max, datetime.time.max, tzinfo=datetime.timezone.utc)
    return {
        "q": quotient,
        "rest": str(rest),
        "neg": repr(-td(1, 2, 3)),
        "max": now.astimezone(datetime.timezone(td(hours=-3), "x")).isoformat(),
        "utc": str(datetime.timezone.utc) + repr(datetime.UTC) + str(datetime.MAXYEAR),
        "total": td(weeks=3).total_seconds(),
        "unbound": datetime.datetime.isoformat(now),
        "tz": now.tzinfo == datetime.timezone.utc,
    }


def severity(event):
    return "HIGH" if datetime.datetime(2024, 1, 1) < datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc) else "LOW"

import calendar
import time
from datetime import date, datetime, timezone

START = datetime(2020, 1, 1, tzinfo=timezone.utc)


def rule(event):
    return START < datetime.now(tz=timezone.utc) and time.time() > 0


def title(event):
    return f"{datetime.now()} {datetime.utcnow().isoformat()} {datetime.today()} {date.today()} {time.time()} {time.time_ns()}"


def dedup(event):
    return time.strftime("%Y-%m-%d %H", time.gmtime()) + time.ctime() + time.asctime() + time.strftime("%c")


def alert_context(event):
    try:
        parsed = time.strptime(event["eventTime"], "%Y-%m-%dT%H:%M:%SZ")
    except (KeyError, ValueError, TypeError) as e:
        return {"error": str(e)}
    return {"epoch": time.mktime(parsed), "gm": calendar.timegm(parsed), "parsed": parsed, "weekday": parsed.tm_wday, "head": parsed[:3]}

"""What `isocalendar` and `gmtime` give, where tuples are taken."""

import datetime
import time
from urllib.parse import urlsplit


def seen(record):
    out = []
    for ask in (
        lambda: list(reversed(record)),
        lambda: sorted(record, key=str, reverse=True),
        lambda: type(reversed(record)).__name__,
        lambda: record[::-1],
        lambda: record[-1],
        lambda: tuple(record) == record,
        lambda: record + (1,),
        lambda: record * 2,
        lambda: record.index(record[1]),
        lambda: [(n, i) for n, i in enumerate(reversed(record))],
        lambda: list(zip(record, reversed(record))),
        lambda: max(record),
        lambda: {record: 1}[tuple(record)],
        lambda: "%s %s" % record[:2],
        lambda: dict(zip("abc", reversed(record))),
        lambda: isinstance(record, tuple),
        lambda: next(reversed(record)),
    ):
        try:
            out.append(repr(ask()))
        except Exception as e:
            out.append(f"{type(e).__name__}: {e}")
    return out


def rule(event):
    return True


def title(event):
    day = datetime.date(2024, 2, 29) + datetime.timedelta(days=len(str(event.get("n"))))
    return " | ".join(seen(day.isocalendar()))


def dedup(event):
    return " | ".join(seen(time.gmtime(86_400 * 400)))


def alert_context(event):
    return {"url": seen(urlsplit("https://u:p@example.com:8443/a?b=c#d"))}

import datetime as dt


def every(value):
    yielded = [value]
    if isinstance(value, dict):
        for inner in value.values():
            yielded += every(inner)
    elif isinstance(value, list):
        for inner in value:
            yielded += every(inner)
    return yielded


def attempt(make, value):
    try:
        return repr(make(value))
    except (ValueError, TypeError, OverflowError, OSError, AttributeError) as e:
        return f"{type(e).__name__}: {e}"


MAKERS = [
    dt.datetime.fromisoformat,
    dt.date.fromisoformat,
    dt.time.fromisoformat,
    dt.datetime.fromtimestamp,
    dt.datetime.utcfromtimestamp,
    lambda v: dt.datetime.fromtimestamp(v, tz=dt.timezone.utc),
    lambda v: dt.timedelta(seconds=v),
    lambda v: dt.timedelta(days=v) / 3,
    lambda v: dt.date.fromordinal(v),
    lambda v: dt.date(v, v, v),
    lambda v: dt.datetime.strptime(v, "%Y-%m-%dT%H:%M:%SZ"),
    lambda v: dt.datetime(2024, 2, 29).strftime(v),
    lambda v: dt.timedelta(hours=1) * v,
    lambda v: dt.datetime(2024, 1, 1) < v,
    lambda v: dt.date(2024, 1, 1) == v,
]


def rule(event):
    return True


def title(event):
    return "; ".join(attempt(make, event.get("eventTime")) for make in MAKERS)


def alert_context(event):
    return {str(i): [attempt(make, value) for value in every(event)[:40]] for i, make in enumerate(MAKERS)}

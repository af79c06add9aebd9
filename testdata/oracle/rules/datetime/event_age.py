from datetime import datetime, timedelta, timezone


def when(event):
    text = event.get("eventTime") or event.get("timestamp")
    return datetime.fromisoformat(text)


def rule(event):
    try:
        age = datetime.now(timezone.utc) - when(event)
    except TypeError:
        age = datetime.utcnow() - when(event).replace(tzinfo=None)
    return age > timedelta(days=30)


def title(event):
    moment = when(event)
    return f"{moment:%Y-%m-%d %H:%M} {moment.strftime('%A')} {moment!r} {datetime.now() - moment.replace(tzinfo=None)}"


def alert_context(event):
    moment = when(event)
    return {
        "iso": moment.isoformat(timespec="milliseconds"),
        "epoch": moment.timestamp(),
        "week": list(moment.isocalendar()),
        "next": str(moment + timedelta(hours=36)),
        "tuple": moment.timetuple(),
    }

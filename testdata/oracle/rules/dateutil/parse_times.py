from dateutil import parser
from dateutil.parser import ParserError, isoparse


def read(text):
    try:
        return repr(parser.parse(text))
    except (ParserError, OverflowError, TypeError) as e:
        return f"{type(e).__name__}: {e}"


def rule(event):
    return parser.parse(event["eventTime"]).year > 2000


def title(event):
    return read(event.get("eventTime")) + read(event.get("eventName")) + read("10am") + read("Friday 5pm UTC")


def dedup(event):
    return isoparse(event["eventTime"]).isoformat()


def alert_context(event):
    return {str(key): read(value) for key, value in event.items()}

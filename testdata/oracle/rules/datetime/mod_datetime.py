"""Times of events."""

from datetime import datetime, timedelta, timezone


def when(event):
    return datetime.fromisoformat((event.get("eventTime") or event.get("text")).replace("Z", "+00:00"))


def rule(event):
    return when(event) > datetime(2025, 3, 10, tzinfo=timezone.utc)


def title(event):
    return f"{when(event)} {when(event) + timedelta(hours=30)} {when(event).strftime('%A %d %B %Y')}"

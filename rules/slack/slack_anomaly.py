"""Slack itself reports that a session or an account behaves oddly: another network or device, scraping, a tool."""

from slack import actor, context

GRAVE = ("session_fingerprint", "tor", "excessive_downloads", "unexpected_scraping", "excessive_malware_uploads")


def reasons(event):
    return [str(one) for one in (event.get("details") or {}).get("reason") or []]


def rule(event):
    return event.get("action") == "anomaly" and len(reasons(event)) > 0


def title(event):
    return f"Slack reports an anomaly of {actor(event)}: {', '.join(reasons(event))}"


def dedup(event):
    return f"{actor(event)}"


def severity(event):
    return "HIGH" if any(one in GRAVE for one in reasons(event)) else "LOW"


def alert_context(event):
    return context(event, reasons=reasons(event))

"""A file that no site means to serve (`.env`, `.git/config`, a dump, a heap) was asked for, and the answer was
200 and not empty.
"""

from web import secret_file

# Less than this is an empty page.
SOMETHING = 50


def rule(event):
    sent = event.get("sent_bytes")
    if event.get("target_status_code") != 200 or not isinstance(sent, int) or sent < SOMETHING:
        return False
    return bool(secret_file(event.get("request_url")))


def title(event):
    return f"{event.get('domain_name')} served {secret_file(event.get('request_url'))} to {event.get('client_ip')}"


def dedup(event):
    return f"{event.get('domain_name')} {secret_file(event.get('request_url'))}"


def alert_context(event):
    keys = ("elb", "domain_name", "client_ip", "user_agent", "request", "target_status_code", "sent_bytes", "trace_id")
    return {key: event.get(key) for key in keys}

"""One address got two hundred answers of `not found` or `forbidden` within an hour."""


def rule(event):
    return event.get("elb_status_code") in (403, 404) and bool(event.get("client_ip"))


def title(event):
    return f"{event.get('client_ip')} scans {event.get('domain_name') or event.get('elb')}"


def dedup(event):
    return f"{event.get('client_ip')} {event.get('elb')}"


def alert_context(event):
    keys = ("elb", "domain_name", "client_ip", "user_agent", "request", "target_status_code", "sent_bytes", "trace_id")
    return {key: event.get(key) for key in keys}
